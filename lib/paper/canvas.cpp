// SPDX-License-Identifier: MIT
#include "paper/canvas.hpp"

#include "base/error.hpp"

#include <fmt/format.h>
#include <pango/pangocairo.h>
#include <qrcodegen/qrcodegen.hpp>

#include <algorithm>
#include <cairo-pdf.h>
#include <utility>

namespace etsyorder::paper {
namespace {

constexpr std::size_t kMostMissing = 100;

struct Release {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* context) const { cairo_destroy(context); }
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }
    void operator()(PangoFontMap* map) const { g_object_unref(map); }
    void operator()(PangoContext* context) const { g_object_unref(context); }
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
    void operator()(PangoAttrList* list) const { pango_attr_list_unref(list); }
    void operator()(PangoLayoutIter* iterator) const { pango_layout_iter_free(iterator); }
    void operator()(cairo_font_options_t* options) const { cairo_font_options_destroy(options); }
};

template <class T>
using Owned = std::unique_ptr<T, Release>;

// The first that is installed is taken, and for each character the first that has it.
constexpr const char* kFamily =
    "Noto Sans, Noto Sans Arabic, Noto Sans Hebrew, DejaVu Sans, sans-serif";
constexpr const char* kDistinctFamily = "DejaVu Sans Mono, Noto Sans Mono, monospace";

// Alphabets of which a fixed width font has good letters: all before Hebrew.
bool is_distinct(gunichar character) {
    return character < 0x0590;
}

void add_distinct(PangoAttrList* attributes, std::string_view text) {
    const char* const begin = text.data();
    const char* const end = begin + text.size();
    const char* from = nullptr; // of the range, while in one
    const auto close = [&](const char* at) {
        if (from != nullptr) {
            auto* attribute = pango_attr_family_new(kDistinctFamily);
            attribute->start_index = static_cast<guint>(from - begin);
            attribute->end_index = static_cast<guint>(at - begin);
            pango_attr_list_insert(attributes, attribute);
            from = nullptr;
        }
    };
    for (const char* at = begin; at < end; at = g_utf8_next_char(at)) {
        const gunichar character = g_utf8_get_char(at);
        if (character == ' ') {
            continue; // goes with what is before it
        }
        if (!is_distinct(character)) {
            close(at);
        } else if (from == nullptr) {
            from = at;
        }
    }
    close(end);
}

double points(int pango_units) {
    return static_cast<double>(pango_units) / PANGO_SCALE;
}

bool begins_paragraph(PangoLayoutIter* at) {
    return pango_layout_iter_get_line_readonly(at)->is_paragraph_start != 0;
}

int longest_line(PangoLayout* layout) { // in Pango's units
    int longest = 0;
    const Owned<PangoLayoutIter> at(pango_layout_get_iter(layout));
    do {
        PangoRectangle logical{};
        pango_layout_iter_get_line_extents(at.get(), nullptr, &logical);
        longest = std::max(longest, logical.width);
    } while (pango_layout_iter_next_line(at.get()) != 0);
    return longest;
}

cairo_status_t keep(void* closure, const unsigned char* bytes, unsigned int count) {
    try {
        static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(bytes), count);
        return CAIRO_STATUS_SUCCESS;
    } catch (...) { // Cairo's code must not be unwound
        return CAIRO_STATUS_NO_MEMORY;
    }
}

} // namespace

struct Text::Layout {
    Owned<PangoLayout> layout;
    cairo_t* context = nullptr;
    double gray = 0;
    double size = 0;

    void draw_picture_texts(const PangoLayoutLine* line, Point at) const;
};

namespace {

bool is_of_pictures(PangoFont* font) {
    const Owned<PangoFontDescription> description(pango_font_describe(font));
    const char* family = pango_font_description_get_family(description.get());
    return family != nullptr && std::string_view(family).find("Emoji") != std::string_view::npos;
}

// A blank of the given width that stands for `text` when the page is searched or copied.
void draw_blank_for(cairo_t* context, std::string_view text, Point at, double width, double size) {
    cairo_select_font_face(context, "Noto Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(context, 1);
    cairo_text_extents_t extents{};
    cairo_text_extents(context, " ", &extents);
    if (extents.x_advance <= 0 || width <= 0) {
        return;
    }
    cairo_matrix_t stretched{};
    cairo_matrix_init_scale(&stretched, width / extents.x_advance, size);
    cairo_set_font_matrix(context, &stretched);
    cairo_glyph_t* glyphs = nullptr;
    int count = 0;
    const auto status = cairo_scaled_font_text_to_glyphs(cairo_get_scaled_font(context),
                                                         at.x,
                                                         at.y,
                                                         " ",
                                                         1,
                                                         &glyphs,
                                                         &count,
                                                         nullptr,
                                                         nullptr,
                                                         nullptr);
    if (status == CAIRO_STATUS_SUCCESS && count == 1) {
        const cairo_text_cluster_t cluster{static_cast<int>(text.size()), 1};
        cairo_show_text_glyphs(context,
                               text.data(),
                               static_cast<int>(text.size()),
                               glyphs,
                               count,
                               &cluster,
                               1,
                               static_cast<cairo_text_cluster_flags_t>(0));
    }
    cairo_glyph_free(glyphs);
}

} // namespace

// Cairo 1.16 writes coloured emoji as pictures: the words would lose them when a page is searched
// or copied. So what they stand for is written beneath.
void Text::Layout::draw_picture_texts(const PangoLayoutLine* line, Point at) const {
    const char* text = pango_layout_get_text(layout.get());
    for (const GSList* entry = line->runs; entry != nullptr; entry = entry->next) {
        auto* run = static_cast<PangoGlyphItem*>(entry->data);
        const bool pictures = is_of_pictures(run->item->analysis.font);
        PangoGlyphItemIter part{};
        for (gboolean more = pango_glyph_item_iter_init_start(&part, run, text); more != 0;
             more = pango_glyph_item_iter_next_cluster(&part)) {
            int width = 0;
            const int step = part.start_glyph < part.end_glyph ? 1 : -1;
            for (int i = part.start_glyph; i != part.end_glyph; i += step) {
                width += run->glyphs->glyphs[i].geometry.width;
            }
            if (pictures) {
                const auto from =
                    static_cast<std::size_t>(std::min(part.start_index, part.end_index));
                const auto to =
                    static_cast<std::size_t>(std::max(part.start_index, part.end_index));
                draw_blank_for(
                    context, std::string_view(text + from, to - from), at, points(width), size);
            }
            at.x += points(width);
        }
    }
}

Text::Text(std::unique_ptr<Layout> layout) : layout_(std::move(layout)) {
    const Owned<PangoLayoutIter> at(pango_layout_get_iter(layout_->layout.get()));
    do {
        PangoRectangle logical{};
        pango_layout_iter_get_line_extents(at.get(), nullptr, &logical);
        lines_.push_back({points(logical.x),
                          points(logical.height),
                          points(pango_layout_iter_get_baseline(at.get()) - logical.y),
                          begins_paragraph(at.get())});
    } while (pango_layout_iter_next_line(at.get()) != 0);
}

Text::Text(Text&&) noexcept = default;
Text& Text::operator=(Text&&) noexcept = default;
Text::~Text() = default;

double Text::height() const {
    double sum = 0;
    for (const auto& line : lines_) {
        sum += line.height;
    }
    return sum;
}

double Text::width() const {
    PangoRectangle logical{};
    pango_layout_get_extents(layout_->layout.get(), nullptr, &logical);
    return points(logical.width);
}

void Text::draw_line(std::size_t index, Point top_left) const {
    const Line& line = lines_.at(index);
    cairo_set_source_rgb(layout_->context, layout_->gray, layout_->gray, layout_->gray);
    const Point at{top_left.x + line.x, top_left.y + line.baseline};
    auto* const shaped =
        pango_layout_get_line_readonly(layout_->layout.get(), static_cast<int>(index));
    layout_->draw_picture_texts(shaped, at);
    cairo_move_to(layout_->context, at.x, at.y);
    pango_cairo_show_layout_line(layout_->context, shaped);
}

void Text::draw(Point top_left) const {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        draw_line(i, top_left);
        top_left.y += lines_[i].height;
    }
}

struct Canvas::Parts {
    std::string bytes; // written and not taken yet; the surface writes into it to its end
    Owned<cairo_surface_t> surface;
    Owned<cairo_t> cairo;
    Owned<PangoFontMap> fonts;
    Owned<PangoContext> pango;
    std::set<char32_t> missing;

    void note_missing(PangoLayout* layout) {
        if (pango_layout_get_unknown_glyphs_count(layout) == 0) {
            return;
        }
        const Owned<PangoLayoutIter> at(pango_layout_get_iter(layout));
        do {
            const auto* run = pango_layout_iter_get_run_readonly(at.get());
            if (run == nullptr) {
                continue;
            }
            for (int i = 0; i < run->glyphs->num_glyphs; ++i) {
                const PangoGlyph glyph = run->glyphs->glyphs[i].glyph;
                if (glyph != PANGO_GLYPH_EMPTY && (glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0 &&
                    missing.size() < kMostMissing) {
                    missing.insert(static_cast<char32_t>(glyph & ~PANGO_GLYPH_UNKNOWN_FLAG));
                }
            }
        } while (pango_layout_iter_next_run(at.get()) != 0);
    }
};

Canvas::Canvas(PageSize size, const std::string& title, base::Instant created)
    : parts_(std::make_unique<Parts>()) {
    parts_->surface.reset(
        cairo_pdf_surface_create_for_stream(keep, &parts_->bytes, size.width, size.height));
    auto* surface = parts_->surface.get();
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title.c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "etsyorder");
    cairo_pdf_surface_set_metadata( // else the machine's clock would stand there
        surface,
        CAIRO_PDF_METADATA_CREATE_DATE,
        base::format_instant(created).c_str());
    parts_->cairo.reset(cairo_create(surface));
    parts_->fonts.reset(pango_cairo_font_map_new());
    pango_cairo_font_map_set_resolution( // a point of type is a point of paper
        reinterpret_cast<PangoCairoFontMap*>(parts_->fonts.get()),
        72);
    parts_->pango.reset(pango_font_map_create_context(parts_->fonts.get()));
    const Owned<cairo_font_options_t> options(cairo_font_options_create());
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(parts_->pango.get(), options.get());
    pango_context_set_language(parts_->pango.get(), pango_language_from_string("en"));
    check();
}

Canvas::~Canvas() {
    parts_->cairo.reset();
    parts_->surface.reset(); // writes into bytes
}

void Canvas::check() const {
    for (const auto status :
         {cairo_status(parts_->cairo.get()), cairo_surface_status(parts_->surface.get())}) {
        if (status != CAIRO_STATUS_SUCCESS) {
            throw base::Error(base::ErrorKind::failed, "a page could not be drawn")
                .because(cairo_status_to_string(status));
        }
    }
}

Text Canvas::text(std::string_view text, const Type& type, double width) {
    auto layout = std::make_unique<Text::Layout>();
    layout->context = parts_->cairo.get();
    layout->gray = type.gray;
    layout->size = type.size;
    layout->layout.reset(pango_layout_new(parts_->pango.get()));
    auto* pango = layout->layout.get();
    const Owned<PangoFontDescription> font(pango_font_description_new());
    pango_font_description_set_family(font.get(), kFamily);
    pango_font_description_set_absolute_size(font.get(), type.size * PANGO_SCALE);
    pango_font_description_set_weight(
        font.get(), type.face == Face::bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(pango, font.get());
    pango_layout_set_width(pango, static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(pango, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(pango,
                               type.side == Side::end ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
    pango_layout_set_text(pango, text.data(), static_cast<int>(text.size()));
    const Owned<PangoAttrList> attributes(pango_attr_list_new());
    pango_attr_list_insert(attributes.get(),
                           pango_attr_insert_hyphens_new(FALSE)); // nobody typed them
    if (type.face == Face::words) {
        add_distinct(attributes.get(), text);
    }
    pango_layout_set_attributes(pango, attributes.get());
    if (type.side == Side::start) { // lines from right to left end where the longest line does
        pango_layout_set_width(
            pango, std::min(longest_line(pango) + 1, static_cast<int>(width * PANGO_SCALE)));
    }
    parts_->note_missing(pango);
    return Text(std::move(layout));
}

void Canvas::fill(const Box& box, double gray) {
    auto* cairo = parts_->cairo.get();
    cairo_set_source_rgb(cairo, gray, gray, gray);
    cairo_rectangle(cairo, box.x, box.y, box.width, box.height);
    cairo_fill(cairo);
}

void Canvas::frame(const Box& box, double line_width, double gray) {
    auto* cairo = parts_->cairo.get();
    cairo_set_source_rgb(cairo, gray, gray, gray);
    cairo_set_line_width(cairo, line_width);
    cairo_rectangle(cairo, box.x, box.y, box.width, box.height);
    cairo_stroke(cairo);
}

// Source: ISO/IEC 18004. The white border of four modules that readers need is the page around it.
void Canvas::qr_code(std::string_view content, const Box& square) {
    const auto code =
        qrcodegen::QrCode::encodeText(std::string(content).c_str(), qrcodegen::QrCode::Ecc::MEDIUM);
    const double module = square.width / code.getSize();
    auto* cairo = parts_->cairo.get();
    cairo_set_source_rgb(cairo, 0, 0, 0);
    for (int y = 0; y < code.getSize(); ++y) {
        for (int x = 0; x < code.getSize(); ++x) {
            if (code.getModule(x, y)) {
                cairo_rectangle(
                    cairo, square.x + x * module, square.y + y * module, module, module);
            }
        }
    }
    cairo_fill(cairo); // at once: neighbours leave no hairline between them
}

void Canvas::end_page() {
    cairo_show_page(parts_->cairo.get());
    check();
}

void Canvas::finish() {
    cairo_surface_finish(parts_->surface.get());
    const auto status = cairo_surface_status(parts_->surface.get());
    if (status != CAIRO_STATUS_SUCCESS) {
        throw base::Error(base::ErrorKind::failed, "the PDF could not be finished")
            .because(cairo_status_to_string(status));
    }
}

std::string Canvas::take() {
    return std::exchange(parts_->bytes, {});
}

const std::set<char32_t>& Canvas::missing_characters() const {
    return parts_->missing;
}

} // namespace etsyorder::paper
