"""Writes tables with Python's csv, gzip and zipfile, and with openpyxl.

Reads one JSON object a line, and answers with one line: the file in base64, or "!" and the reason.
"""
import base64, csv, datetime, gzip, io, json, sys, zipfile


class Pipe(io.RawIOBase):
    """A target that can't seek, as a pipe: zipfile then writes each entry's sizes after its data."""

    def __init__(self):
        self.bytes = bytearray()

    def writable(self):
        return True

    def write(self, data):
        self.bytes += data
        return len(data)


def write_csv(headings, records, delimiter, lineEnd, quoting, encoding, **_):
    text = io.StringIO(newline="")
    quotings = {"minimal": csv.QUOTE_MINIMAL, "all": csv.QUOTE_ALL, "text": csv.QUOTE_NONNUMERIC, "none": csv.QUOTE_NONE}
    writer = csv.writer(text, delimiter=delimiter, lineterminator=lineEnd, quoting=quotings[quoting])
    writer.writerow(headings)
    writer.writerows(records)
    return text.getvalue().encode(encoding)


def write_xlsx(headings, kinds, records, writeOnly, **_):
    import openpyxl

    book = openpyxl.Workbook(write_only=writeOnly)
    sheet = book.create_sheet("数据") if writeOnly else book.active
    sheet.title = "数据"
    sheet.append(headings)
    for record in records:
        sheet.append(
            [datetime.datetime.strptime(cell, "%Y-%m-%d %H:%M") if kind == "time" else cell for kind, cell in zip(kinds, record)]
        )
        if not writeOnly:
            for cell in sheet[sheet.max_row]:
                if cell.data_type == "f":
                    cell.data_type = "s"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def write_gzip(files, **_):
    return b"".join(gzip.compress(base64.b64decode(data)) for _, data in files)


def write_zip(files, stored, streamed, zip64, **_):
    target = Pipe() if streamed else io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            with archive.open(name, "w", force_zip64=zip64) as entry:
                entry.write(base64.b64decode(data))
    return bytes(target.bytes) if streamed else target.getvalue()


WRITERS = {"csv": write_csv, "xlsx": write_xlsx, "gzip": write_gzip, "zip": write_zip}

for line in sys.stdin:
    try:
        options = json.loads(line)
        print(base64.b64encode(WRITERS[options["format"]](**options)).decode(), flush=True)
    except Exception as error:
        print("!" + type(error).__name__ + ": " + str(error).replace("\n", " "), flush=True)
