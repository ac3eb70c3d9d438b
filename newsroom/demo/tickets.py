"""Readers' reports of the demo, answered step by step."""
