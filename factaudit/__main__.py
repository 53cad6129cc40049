"""`python -m factaudit`: the same as the command `factaudit`."""

import sys

from factaudit.cli import main

if __name__ == "__main__":
    sys.exit(main())
