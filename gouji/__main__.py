"""`python -m gouji` is the same as the `gouji` command."""

from gouji.cli import main

if __name__ == "__main__":
    main()
