"""`najda reports import`."""


def add(app):
    pass
