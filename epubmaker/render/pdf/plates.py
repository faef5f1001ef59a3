"""Pictures as image objects of the file, each once however often it is shown."""

from collections.abc import Iterable

from epubmaker.model.pictures import EditionPicture
from epubmaker.render.pdf.manuscript import Story
from epubmaker.render.pdf.objects import Objects, reference


def pictures_of(stories: Iterable[Story]) -> list[EditionPicture]:
    """Return the pictures that stories show."""
    return [passage.picture for story in stories for passage in story.body if passage.picture]


def write_pictures(objects: Objects, pictures: Iterable[EditionPicture]) -> bytes:
    """Write JPEG pictures and return the entry of the resources that names them, nothing for none."""
    found = {picture.id: picture for picture in pictures}
    if not found:
        return b""
    entries = []
    for picture in found.values():
        head = (
            b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8"
            b" /Filter /DCTDecode /Length %d >>" % (picture.width, picture.height, len(picture.payload))
        )
        number = objects.add(head + b"\nstream\n" + picture.payload + b"\nendstream")
        entries.append(b"/%s %s" % (picture.id.encode("ascii"), reference(number)))
    return b" /XObject << " + b" ".join(entries) + b" >>"
