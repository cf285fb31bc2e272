"""Faults put into a good file: tools that find none of them prove nothing by finding no others."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pikepdf

Plant = Callable[[pikepdf.Pdf], None]


def planted_files(good: bytes, folder: Path) -> Iterator[Path]:
    """Writes the file once with each fault."""
    for name, plant in FAULTS.items():
        path = folder / f"{name}.pdf"
        with pikepdf.open(BytesIO(good)) as pdf:
            plant(pdf)
            pdf.save(path)
        yield path
    path = folder / "cut off.pdf"
    path.write_bytes(good[: len(good) * 2 // 3])
    yield path


def _elements(pdf: pikepdf.Pdf, *types: str) -> Iterator[pikepdf.Object]:
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        element = waiting.pop(0)
        if isinstance(element, pikepdf.Array):
            waiting.extend(iter(element))
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            if element.S in types:
                yield element
            waiting.extend([element.K] if "/K" in element else [])


def _fonts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    yield from pdf.pages[0].Resources.Font.values()


def _unembed(pdf: pikepdf.Pdf) -> None:
    for font in _fonts(pdf):
        del font.DescendantFonts[0].FontDescriptor.FontFile2


def _unmap(pdf: pikepdf.Pdf) -> None:
    for font in _fonts(pdf):
        del font.ToUnicode


def _damage_page(pdf: pikepdf.Pdf) -> None:
    stream = pdf.pages[0].Contents
    stream.write(stream.read_raw_bytes()[:60], filter=pikepdf.Name.FlateDecode)


def _untag(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot, pdf.Root.MarkInfo


def _drop_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def _drop_metadata(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Metadata


def _colour(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"/Artifact BMC 1 0 0 rg 0 0 9 9 re f EMC")


def _unrelate(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.AF[0].AFRelationship


def _draw_untagged(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"0 0 m 9 9 l S")


def _skip_heading(pdf: pikepdf.Pdf) -> None:
    _, second, *_ = _elements(pdf, "/H1")
    second.S = pikepdf.Name.H3


def _unscope(pdf: pikepdf.Pdf) -> None:
    for header in _elements(pdf, "/TH"):
        del header.A.Scope


def _split_header(pdf: pikepdf.Pdf) -> None:
    spanning = next(cell for cell in _elements(pdf, "/TH") if "/ColSpan" in cell.get("/A", {}))
    spanning.A.ColSpan += 1


def _name_none(pdf: pikepdf.Pdf) -> None:
    for note in _elements(pdf, "/Note"):
        del note.ID


def _drop_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def _hide_title(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.ViewerPreferences


FAULTS: dict[str, Plant] = {
    "fonts not embedded": _unembed,
    "fonts without characters": _unmap,
    "damaged page": _damage_page,
    "no tags": _untag,
    "no output intent": _drop_intent,
    "no metadata": _drop_metadata,
    "colour without a profile": _colour,
    "attachment unrelated": _unrelate,
    "drawing without a tag": _draw_untagged,
    "heading skipped": _skip_heading,
    "headers of nothing": _unscope,
    "header too wide": _split_header,
    "notes without names": _name_none,
    "no language": _drop_language,
    "title not shown": _hide_title,
}
