"""Coverage-guided fuzzing of the wire parsers; not part of the suite, but for the crashes it found."""
