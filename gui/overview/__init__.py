"""How applications were closed, this year beside last."""
