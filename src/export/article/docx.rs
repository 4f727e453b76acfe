//! Documents of a word processor: Office Open XML, with real headings, lists, tables and footnotes.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::error::{Error, Result};
use crate::export::article::{Article, Block, RunStyle, TextRun, escape, is_of_numbers, is_safe};
use crate::export::table::TableCell;
use crate::text;

/// The names that every part with words declares.
const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                          xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// The long and the short side of A4, in twentieths of a point.
const SIDES: [usize; 2] = [16838, 11906];
/// The margin, in twentieths of a point: 2.5 cm upright, 1.5 cm on a page on its side.
const MARGIN: [usize; 2] = [1418, 850];
/// The number of columns from which on the heads of a table stand on their sides.
const MATRIX_MIN: usize = 12;
/// The margins of a cell, left and right together, in twentieths of a point.
const CELL_MARGINS: usize = 130;
/// The narrowest column of a table, in characters.
const NARROWEST: usize = 3;
/// The longest word of a cell that is kept together where it has hyphens.
const WORD_MAX: usize = 16;
/// The highest row of heads that stand on their sides, in twentieths of a point. What is longer takes several lines.
const TURNED_MAX: usize = 2600;
/// The most characters of a cell that count for the width of its column. What is longer is wrapped.
const COUNTED: usize = 48;

/// Returns the bytes of a document.
///
/// # Errors
/// If the archive cannot be written.
pub(crate) fn document(article: &Article) -> Result<Vec<u8>> {
    let is_broad = article.has_broad_table();
    let [long, short] = SIDES;
    let (width, height) = if is_broad { (long, short) } else { (short, long) };
    let margin = MARGIN[usize::from(is_broad)];
    let mut writer = DocxWriter { text_width: width - 2 * margin, ..DocxWriter::default() };
    writer.paragraph("Title", &[TextRun::plain(&article.title)]);
    let mut blocks = article.blocks.iter().chain(&article.closing).peekable();
    while let Some(block) = blocks.next() {
        // What leads to a quotation stays on its page.
        writer.keeps = matches!(blocks.peek(), Some(Block::Quotation { .. }));
        writer.block(block);
    }
    writer.keeps = false;
    let mut notes = String::new();
    for (number, note) in (1..).zip(&article.footnotes) {
        let runs = writer.runs(note);
        let number: usize = number;
        let _ = write!(
            notes,
            "<w:footnote w:id=\"{number}\"><w:p><w:pPr><w:pStyle w:val=\"FootnoteText\"/></w:pPr><w:r><w:rPr>\
             <w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> </w:t></w:r>\
             {runs}</w:p></w:footnote>"
        );
    }
    let side = if is_broad { " w:orient=\"landscape\"" } else { "" };
    let body = format!(
        "{HEAD}<w:document {NAMESPACES}><w:body>{}<w:sectPr><w:footerReference w:type=\"default\" r:id=\"footer\"/>\
         <w:pgSz w:w=\"{width}\" w:h=\"{height}\"{side}/><w:pgMar w:top=\"{margin}\" w:right=\"{margin}\" w:bottom=\"{margin}\" \
         w:left=\"{margin}\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>",
        writer.body
    );
    let separators = "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>\
                      <w:footnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:r><w:continuationSeparator/></w:r></w:p>\
                      </w:footnote>";
    let footnotes = format!("{HEAD}<w:footnotes {NAMESPACES}>{separators}{notes}</w:footnotes>");
    let parts = [
        ("[Content_Types].xml", CONTENT_TYPES.to_owned()),
        ("_rels/.rels", package_relations()),
        ("docProps/core.xml", properties(article)),
        ("word/document.xml", body),
        // Links of footnotes belong to the footnotes' own part.
        ("word/_rels/document.xml.rels", relations(&writer.links, true)),
        ("word/_rels/footnotes.xml.rels", relations(&writer.links, false)),
        ("word/footnotes.xml", footnotes),
        ("word/footer.xml", footer(&article.title)),
        ("word/styles.xml", STYLES.to_owned()),
        ("word/numbering.xml", NUMBERING.to_owned()),
    ];
    archive(&parts).map_err(|error| Error::run(format!("the document cannot be written: {error}")))
}

/// Returns an archive of parts. The same parts are the same bytes.
fn archive(parts: &[(&str, String)]) -> std::result::Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in parts {
        zip.start_file(*name, options)?;
        zip.write_all(content.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Collects the body of a document and the addresses that it leads to.
#[derive(Default)]
struct DocxWriter {
    body: String,
    links: Vec<String>,
    /// The width of the text, in twentieths of a point.
    text_width: usize,
    /// Whether a paragraph stays on the page of what follows.
    keeps: bool,
}

impl DocxWriter {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(level, words) => {
                self.paragraph(&format!("Heading{}", level.saturating_sub(1).clamp(1, 3)), &[TextRun::plain(words)]);
            }
            Block::Paragraph(runs) => self.paragraph("Normal", runs),
            Block::Quotation { words, footnote, speaker } => {
                let reference = format!(
                    "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"{footnote}\"/></w:r>"
                );
                let words = self.runs(&[TextRun::plain(words)]);
                self.put("Quote", &format!("{words}{reference}"));
                if let Some(name) = speaker {
                    self.paragraph("Quote", &[TextRun::plain(format!("\u{2014} {name}"))]);
                }
            }
            Block::List(items) => {
                for item in items {
                    let runs = self.runs(item);
                    let numbered = "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>";
                    let _ = write!(
                        self.body,
                        "<w:p><w:pPr><w:pStyle w:val=\"ListParagraph\"/>{numbered}</w:pPr>{runs}</w:p>"
                    );
                }
            }
            Block::Command(words) => self.paragraph("Command", &[TextRun::plain(words)]),
            Block::Table { caption, columns, rows } => {
                if let Some(words) = caption {
                    self.paragraph("Caption", &[TextRun::plain(words)]);
                }
                self.table(caption.as_deref(), columns, rows);
            }
        }
    }

    fn paragraph(&mut self, style: &str, runs: &[TextRun]) {
        let runs = self.runs(runs);
        self.put(style, &runs);
    }

    fn put(&mut self, style: &str, runs: &str) {
        let keeps = if self.keeps { "<w:keepNext/>" } else { "" };
        let _ = write!(self.body, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{keeps}</w:pPr>{runs}</w:p>");
    }

    fn table(&mut self, caption: Option<&str>, columns: &[String], rows: &[Vec<TableCell>]) {
        let is_matrix = columns.len() >= MATRIX_MIN;
        let widths = widths(columns, rows, self.text_width, is_matrix);
        let text_width: usize = widths.iter().sum();
        let grid = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect::<Vec<_>>().concat();
        // What programs read aloud for it.
        let said = caption.map_or_else(String::new, |words| format!("<w:tblCaption w:val=\"{}\"/>", escape(words)));
        let _ = write!(
            self.body,
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"{text_width}\" w:type=\"dxa\"/><w:tblLayout \
             w:type=\"fixed\"/><w:tblCellMar><w:top w:w=\"40\" w:type=\"dxa\"/><w:left w:w=\"60\" w:type=\"dxa\"/><w:bottom w:w=\"40\" w:type=\"dxa\"/><w:right w:w=\"60\" w:type=\"dxa\"/></w:tblCellMar>\
             <w:tblLook w:firstRow=\"1\" w:firstColumn=\"1\" w:noHBand=\"1\" w:noVBand=\"1\"/>{said}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        );
        let style = if is_matrix { "MatrixText" } else { "TableText" };
        let numbers: Vec<bool> = (0..columns.len()).map(|at| is_of_numbers(rows, at)).collect();
        let cell = |(at, words): (usize, &str), is_head: bool| {
            let side = if numbers.get(at) == Some(&true) { "<w:jc w:val=\"right\"/>" } else { "" };
            let width = widths.get(at).copied().unwrap_or_default();
            // A head does not stay behind at the end of a page.
            let side = if is_head { format!("<w:keepNext/>{side}") } else { side.to_owned() };
            let bold = if is_head { "<w:rPr><w:b/></w:rPr>" } else { "" };
            let upright = if is_head && is_matrix && at > 0 { "<w:textDirection w:val=\"btLr\"/>" } else { "" };
            format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{upright}</w:tcPr><w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{side}</w:pPr>\
                 <w:r>{bold}<w:t xml:space=\"preserve\">{}</w:t></w:r></w:p></w:tc>",
                escape(words)
            )
        };
        // The heads that stand on their sides need a row that is high enough for the longest of them.
        let longest = columns.iter().skip(1).map(|name| text::width(name)).max().unwrap_or(0);
        let height = if is_matrix {
            format!("<w:trHeight w:val=\"{}\"/>", (200 + longest * 90).min(TURNED_MAX))
        } else {
            String::new()
        };
        let row = |cells: &mut dyn Iterator<Item = &str>, is_head: bool| {
            let properties = if is_head { format!("{height}<w:tblHeader/>") } else { "<w:cantSplit/>".to_owned() };
            let cells: String = cells.enumerate().map(|at| cell(at, is_head)).collect();
            format!("<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>")
        };
        self.body.push_str(&row(&mut columns.iter().map(String::as_str), true));
        rows.iter().for_each(|cells| self.body.push_str(&row(&mut cells.iter().map(|cell| cell.text.as_str()), false)));
        self.body.push_str("</w:tbl><w:p/>");
    }

    fn runs(&mut self, runs: &[TextRun]) -> String {
        let mut out = String::new();
        for run in runs {
            let style = match (run.link.as_ref().filter(|url| is_safe(url)), run.style) {
                (Some(_), _) => "<w:rPr><w:rStyle w:val=\"Hyperlink\"/></w:rPr>",
                (None, RunStyle::Plain) => "",
                (None, RunStyle::Emphasis) => "<w:rPr><w:i/></w:rPr>",
                (None, RunStyle::Strong) => "<w:rPr><w:b/></w:rPr>",
            };
            let text = format!("<w:r>{style}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(&run.text));
            match run.link.as_ref().filter(|url| is_safe(url)) {
                Some(url) => {
                    let at = self.links.iter().position(|known| known == url).unwrap_or_else(|| {
                        self.links.push(url.clone());
                        self.links.len() - 1
                    });
                    let _ = write!(out, "<w:hyperlink r:id=\"link{at}\" w:history=\"1\">{text}</w:hyperlink>");
                }
                None => out.push_str(&text),
            }
        }
        out
    }
}

/// Returns the width of each column: what its longest word needs, and of what is left a share by how much it holds.
fn widths(columns: &[String], rows: &[Vec<TableCell>], text_width: usize, is_matrix: bool) -> Vec<usize> {
    let cells = |at: usize| {
        let head = columns.get(at).filter(|_| !is_matrix || at == 0).map(|name| (name.as_str(), true));
        let cells = rows.iter().filter_map(move |row| row.get(at)).map(|cell| (cell.text.as_str(), false));
        head.into_iter().chain(cells)
    };
    let character = if is_matrix { 90 } else { 115 };
    let widest = |parts: &mut dyn Iterator<Item = usize>| {
        let characters = parts.max().unwrap_or(0).clamp(NARROWEST, COUNTED);
        characters * character + CELL_MARGINS
    };
    let word =
        |(cell, is_head): (&'_ str, bool)| cell.split([' ', '/']).flat_map(parts).map(|w| drawn(w, is_head)).max();
    let least: Vec<usize> = (0..columns.len()).map(|at| widest(&mut cells(at).filter_map(word))).collect();
    let whole = |(cell, is_head): (&str, bool)| drawn(cell, is_head);
    let wanted: Vec<usize> = (0..columns.len()).map(|at| widest(&mut cells(at).map(whole))).collect();
    let needed: usize = least.iter().sum();
    if needed > text_width {
        // All are made narrower together.
        return least.iter().map(|width| width * text_width / needed).collect();
    }
    let more: usize = least.iter().zip(&wanted).map(|(least, wanted)| wanted - least).sum();
    let left = (text_width - needed).min(more);
    let share = |(least, wanted): (&usize, &usize)| least + ((wanted - least) * left).checked_div(more).unwrap_or(0);
    least.iter().zip(&wanted).map(share).collect()
}

/// Returns the parts of a word that stay together: of a long one, those between hyphens.
fn parts(word: &str) -> impl Iterator<Item = &str> {
    let is_long = text::width(word) > WORD_MAX;
    word.split(move |c| c == '-' && is_long)
}

/// Returns the width of words in characters of the usual width: capitals and what is bold take more room.
fn drawn(words: &str, is_bold: bool) -> usize {
    let width = text::width(words) + words.chars().filter(|c| c.is_uppercase()).count().div_ceil(3);
    if is_bold { width + width.div_ceil(6) } else { width }
}

fn relations(links: &[String], with_parts: bool) -> String {
    let mut out =
        format!("{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
    if with_parts {
        for part in ["styles", "numbering", "footnotes", "footer"] {
            let _ = write!(out, "<Relationship Id=\"{part}\" Type=\"{RELATIONS}/{part}\" Target=\"{part}.xml\"/>");
        }
    }
    for (at, url) in links.iter().enumerate() {
        let url = escape(url);
        let _ = write!(
            out,
            "<Relationship Id=\"link{at}\" Type=\"{RELATIONS}/hyperlink\" Target=\"{url}\" TargetMode=\"External\"/>"
        );
    }
    out + "</Relationships>"
}

fn package_relations() -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"document\" Type=\"{RELATIONS}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"core\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" \
         Target=\"docProps/core.xml\"/></Relationships>"
    )
}

/// Returns the foot of each page: the title and the number of the page.
fn footer(title: &str) -> String {
    format!(
        "{HEAD}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val=\"TableText\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{} \u{2013} \
         </w:t></w:r><w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>",
        escape(title)
    )
}

fn properties(article: &Article) -> String {
    // The description says where the document comes from.
    let closing = article.closing.iter().map(|block| match block {
        Block::Paragraph(runs) => runs.iter().map(|run| run.text.as_str()).collect::<String>(),
        Block::Command(words) => words.clone(),
        _ => String::new(),
    });
    let description = closing.collect::<Vec<_>>().join(" ");
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:creator>ICAT Explorer</dc:creator>\
         <dc:description>{}</dc:description><dc:language>en</dc:language></cp:coreProperties>",
        escape(&article.title),
        escape(&description)
    )
}

const CONTENT_TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Types \
xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" \
ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" \
ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/><Override \
PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>\
<Override PartName=\"/word/numbering.xml\" \
ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml\"/><Override \
PartName=\"/word/footnotes.xml\" \
ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml\"/><Override \
PartName=\"/word/footer.xml\" \
ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/><Override \
PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";

const NUMBERING: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:numbering \
xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:abstractNum w:abstractNumId=\"0\"><w:lvl \
w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\u{2022}\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"567\" \
w:hanging=\"283\"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";

const STYLES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:styles \
xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts \
w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:cs=\"Calibri\"/><w:sz w:val=\"22\"/><w:lang w:val=\"en-GB\"/></w:rPr></w:rPrDefault>\
<w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"264\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Title\"/><w:basedOn w:val=\"Normal\"/><w:rPr><w:b/><w:sz \
w:val=\"36\"/></w:rPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"Normal\"/><w:next \
w:val=\"Normal\"/><w:pPr><w:keepNext/><w:spacing w:before=\"360\" w:after=\"120\"/><w:outlineLvl w:val=\"0\"/></w:pPr><w:rPr>\
<w:b/><w:sz w:val=\"28\"/></w:rPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Heading2\"><w:name w:val=\"heading 2\"/><w:basedOn w:val=\"Normal\"/><w:next \
w:val=\"Normal\"/><w:pPr><w:keepNext/><w:spacing w:before=\"240\" w:after=\"80\"/><w:outlineLvl w:val=\"1\"/></w:pPr><w:rPr>\
<w:b/><w:sz w:val=\"26\"/></w:rPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Heading3\"><w:name w:val=\"heading 3\"/><w:basedOn w:val=\"Normal\"/><w:next \
w:val=\"Normal\"/><w:pPr><w:keepNext/><w:outlineLvl w:val=\"2\"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Quote\"><w:name w:val=\"Quote\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:ind \
w:left=\"567\" w:right=\"284\"/></w:pPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"ListParagraph\"><w:name w:val=\"List Paragraph\"/><w:basedOn w:val=\"Normal\"/></w:style>\
<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"Command\"><w:name w:val=\"Command\"/><w:basedOn \
w:val=\"Normal\"/><w:rPr><w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Consolas\"/><w:sz w:val=\"18\"/></w:rPr></w:style>\
<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"TableText\"><w:name w:val=\"Table Text\"/><w:basedOn \
w:val=\"Normal\"/><w:pPr><w:spacing w:after=\"40\"/></w:pPr><w:rPr><w:sz w:val=\"18\"/></w:rPr></w:style>\
<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"MatrixText\"><w:name w:val=\"Matrix Text\"/><w:basedOn \
w:val=\"Normal\"/><w:pPr><w:spacing w:after=\"0\"/></w:pPr><w:rPr><w:sz w:val=\"14\"/></w:rPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Caption\"><w:name w:val=\"caption\"/><w:basedOn w:val=\"Normal\"/><w:next \
w:val=\"Normal\"/><w:pPr><w:keepNext/><w:spacing w:before=\"120\" w:after=\"80\"/></w:pPr><w:rPr><w:i/><w:sz w:val=\"18\"/></w:rPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"FootnoteText\"><w:name w:val=\"footnote text\"/><w:basedOn w:val=\"Normal\"/><w:pPr>\
<w:spacing w:after=\"40\"/></w:pPr><w:rPr><w:sz w:val=\"18\"/></w:rPr></w:style>\
<w:style w:type=\"character\" w:styleId=\"FootnoteReference\"><w:name w:val=\"footnote reference\"/><w:rPr><w:vertAlign \
w:val=\"superscript\"/></w:rPr></w:style>\
<w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/><w:rPr><w:color w:val=\"0B4F9C\"/><w:u \
w:val=\"single\"/></w:rPr></w:style>\
<w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:tblPr><w:tblBorders><w:top w:val=\"single\" \
w:sz=\"4\" w:color=\"808080\"/><w:left w:val=\"single\" w:sz=\"4\" w:color=\"808080\"/><w:bottom w:val=\"single\" w:sz=\"4\" \
w:color=\"808080\"/><w:right w:val=\"single\" w:sz=\"4\" w:color=\"808080\"/><w:insideH w:val=\"single\" w:sz=\"4\" \
w:color=\"808080\"/><w:insideV w:val=\"single\" w:sz=\"4\" w:color=\"808080\"/></w:tblBorders></w:tblPr></w:style></w:styles>";
