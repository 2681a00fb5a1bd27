"""Subjects: those whom sealed data is about, as far as the record knows them: by id alone."""
