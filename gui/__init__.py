"""The window, room by room.

`application` starts it, `window` is the frame with its actions; in it are the report's `tables`
and `texts`, its `findings` and its `pages`; `keeping` looks after the data. All of them stand on
`shared`, whose desk is what a part takes to know what is open and to have something said or done.
A room imports only those below it (tests/gui/test_layering.py).
"""
