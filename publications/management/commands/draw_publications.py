from typing import Any

from django.core.management.base import BaseCommand

from publications.presentation.drawing import redraw


class Command(BaseCommand):
    help = "Draw what lists show of each publication now; otherwise the first visitors' pages do."

    def handle(self, *args: Any, **options: Any) -> None:
        count = redraw()
        self.stdout.write(f"{count} publications drawn.")
