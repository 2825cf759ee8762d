// SPDX-License-Identifier: MIT
// A text that the seller writes in an editor of their own ($VISUAL, $EDITOR, or vi), in a private
// file.
#pragma once

#include "config/variables.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace etsyorder {

// What the editor is opened on.
struct TextToEdit {
    std::string_view file_name; // editors choose their colours by its ending
    std::string_view text;
    std::string_view cut;   // a line: it and all below are not kept
    std::string_view below; // what is said there
};

// The file stays until done(): what was typed must not be lost when it cannot be stored.
class EditedText {
public:
    // Opens the editor on `start` and waits for its end. `explanation` stands below a line that is
    // cut off again. Throws Error of kind failed when there is no editor or it ends badly.
    EditedText(std::string_view start,
               std::string_view explanation,
               const config::Variables& variables);
    EditedText(const TextToEdit& start, const config::Variables& variables);

    // Opens it once more on what was written. Throws as the constructor does.
    void edit_again(const config::Variables& variables);

    [[nodiscard]] const std::string& text() const { return text_; } // empty: nothing was written
    [[nodiscard]] const std::filesystem::path& file() const { return file_; }
    // Below the line something was written, which is not kept.
    [[nodiscard]] bool wrote_below() const { return wrote_below_; }
    void done(); // the text is stored or not wanted: the file goes

private:
    std::filesystem::path folder_;
    std::filesystem::path file_;
    std::string cut_;
    std::string below_; // from that line on, as it was given to the editor
    std::string text_;
    bool wrote_below_ = false;
};

} // namespace etsyorder
