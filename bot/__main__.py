"""`python -m bot`: the `rapport` command where nothing is installed, such as in the image."""

import sys

from bot.cli import main

sys.exit(main())
