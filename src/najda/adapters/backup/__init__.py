"""Backups: an installation in one file that only a key kept elsewhere opens.

sealed      streams to and from the age format (https://age-encryption.org/v1)
archive     what lies in a backup, and its manifest
taking      makes one while people go on working
restoring   makes an installation of one, and holds it to its manifest
"""
