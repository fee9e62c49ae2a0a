"""Archives for tests, as people and attackers pack them."""

import gzip
import io
import tarfile
import zipfile
from pathlib import Path


def zipped(path: Path, files: dict[str, str | bytes], **options: int) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = options.get(name, 0o100644) << 16
            archive.writestr(member, content)
    return path


def tarred(path: Path, files: dict[str, str | bytes], *others: tarfile.TarInfo) -> Path:
    with tarfile.open(path, "w:gz" if path.name.endswith("gz") else "w") as archive:
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
        for member in others:
            archive.addfile(member)
    return path


def special(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, target
    return member


def zero_bomb(path: Path, size: int) -> Path:
    """A `.tar.gz` of zeros, which packs to a thousandth."""
    member = tarfile.TarInfo("bomb.md")
    member.size = size
    with gzip.open(path, "wb", compresslevel=9) as file:
        file.write(member.tobuf())
        for _ in range(size // 2**20):
            file.write(bytes(2**20))
    return path
