"""The one way core says no to the clerk."""


class Refused(Exception):
    """Something cannot be done.

    The message is one Chinese sentence that the clerk reads: what is wrong and what to do.
    """
