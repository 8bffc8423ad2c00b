"""What the numbers give away where wording leaves it open, and only where chance would hardly make the fit."""
