"""Make nianbao.png, nianbao.ico and the picture of the setup wizard from nianbao.svg.

Usage: python packaging/build_icons.py

Qt draws every size from the vector source, so that the small ones stay sharp instead of being
scaled down from a big one.  Pillow, which ReportLab brings along, binds them into the ICO file.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"
PNG_SIZE = 256
ICO_SIZES = (16, 32, 48, 256)
WIZARD = Path(__file__).resolve().parent / "windows" / "wizard.bmp"
WIZARD_SIZE = (328, 628)  # twice NSIS's own, for screens at 200 %
WIZARD_GROUND = "#dce6f3"


def render(renderer: QSvgRenderer, size: int) -> Image.Image:
    """Return the drawing as a square image with a transparent ground."""
    image = QImage(size, size, QImage.Format.Format_RGBA8888)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    # Four bytes a pixel leave no padding at the row ends, so the bytes can go as they are.
    return Image.frombytes("RGBA", (size, size), bytes(image.constBits()))


def wizard_picture(icon: Image.Image) -> Image.Image:
    """Return the icon on a plain ground, with few colours: Windows wants a BMP."""
    width, height = WIZARD_SIZE
    picture = Image.new("RGB", WIZARD_SIZE, WIZARD_GROUND)
    picture.paste(icon, ((width - icon.width) // 2, (height - icon.height) // 3), icon)
    return picture.quantize(128, dither=Image.Dither.NONE)


def main() -> None:
    """Write the three files."""
    renderer = QSvgRenderer(str(ICONS / "nianbao.svg"))
    if not renderer.isValid():
        raise SystemExit("nianbao.svg cannot be read")
    render(renderer, PNG_SIZE).save(ICONS / "nianbao.png", optimize=True)
    images = [render(renderer, size) for size in ICO_SIZES]
    # Pillow takes the appended images only for sizes up to that of the one it saves.
    images[-1].save(
        ICONS / "nianbao.ico",
        sizes=[(size, size) for size in ICO_SIZES],
        append_images=images[:-1],
    )
    wizard_picture(render(renderer, 200)).save(WIZARD)


if __name__ == "__main__":
    main()
