"""Run before the program: Pillow, which ReportLab and openpyxl import and only need for pictures.

The program's documents have none, and without it the package is 4 MB smaller.
"""

import sys
from types import ModuleType

sys.modules["PIL"] = ModuleType("PIL")
sys.modules["PIL"].Image = None  # as ReportLab and openpyxl call it where it is not installed
