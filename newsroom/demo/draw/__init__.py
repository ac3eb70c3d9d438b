"""The demo newsroom's pictures are drawn by this package and by nobody's camera.

`python -m newsroom.demo.draw` draws them all again, byte for byte the same on the same versions of Pillow and numpy.
The JPEGs are committed, so only whoever changes a picture needs numpy (the optional extra `art`).
"""
