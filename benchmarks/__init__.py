"""What `make accuracy` and `make bench` run: synthetic reports whose figures and ties are known, and what gouji makes of them."""
