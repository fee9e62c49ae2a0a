import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

sys.path.insert(1, str(Path(__file__).resolve().parent.parent))  # content.py
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peer.settings")
execute_from_command_line(sys.argv)
