"""The command `kg`, which is also `python -m kg`."""

import atexit
import gc

NEW_OBJECTS = 100_000
"""How many new objects make Python look for cycles among them."""


def main() -> None:
    """Run the command line and exit with its code."""
    # A build makes millions of objects and hardly a cycle: to look after every 700 takes it a tenth of its time.
    gc.set_threshold(NEW_OBJECTS)
    # At its end Python would look once more, through all that a build still holds.
    atexit.register(gc.freeze)
    from .cli import main

    main()


if __name__ == "__main__":
    main()
