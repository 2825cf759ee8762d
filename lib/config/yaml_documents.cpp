// SPDX-License-Identifier: MIT
#include "config/yaml_documents.hpp"

#include <sstream>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

namespace etsyorder::config {
namespace {

// Where each document of a file begins. YAML::LoadAll cannot be asked: before what begins no
// token of its own, such as a comma, it finds one more empty document for ever
// (https://github.com/jbeder/yaml-cpp/issues/1040).
class DocumentStarts : public YAML::EventHandler {
public:
    explicit DocumentStarts(const std::string& text) : text_(text), parser_(text_) {}

    // Empty after the last one. YAML::ParserException where no YAML is.
    std::optional<YAML::Mark> next() {
        const YAML::Mark before = here_;
        if (!parser_.HandleNextDocument(*this)) {
            return std::nullopt;
        }
        if (count_++ > 0 && here_.pos == before.pos) {
            throw YAML::ParserException(here_, "nothing can begin with this character");
        }
        return here_;
    }

    void OnDocumentStart(const YAML::Mark& mark) override { here_ = mark; }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
    void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
    void
    OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}
    void OnSequenceStart(const YAML::Mark&,
                         const std::string&,
                         YAML::anchor_t,
                         YAML::EmitterStyle::value) override {}
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark&,
                    const std::string&,
                    YAML::anchor_t,
                    YAML::EmitterStyle::value) override {}
    void OnMapEnd() override {}

private:
    std::istringstream text_;
    YAML::Parser parser_;
    YAML::Mark here_;
    int count_ = 0;
};

} // namespace

std::optional<YAML::Mark> second_document(const std::string& text) {
    DocumentStarts starts(text);
    (void)starts.next();
    const auto second = starts.next();
    if (second) {
        (void)starts.next(); // complains of what is no document
    }
    return second;
}

} // namespace etsyorder::config
