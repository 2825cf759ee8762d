// SPDX-License-Identifier: MIT
#include "frame/output.hpp"
#include "orders/export_format.hpp"

#include <fmt/format.h>

namespace etsyorder {
namespace {

// One document. The same objects as `orders show --json` has.
class JsonFormat final : public ExportFormat {
public:
    void begin(std::string& out) override {
        out += fmt::format(R"({{"schema":{},"orders":[)", frame::kJsonSchema);
    }
    void add(const orders::Order& order,
             const OrderSurroundings& around,
             const base::Zone&,
             std::string& out) override {
        out += any_ ? ",\n" : "\n";
        any_ = true;
        order_value(order, around).append_json(out);
    }
    void end(std::string& out) override { out += any_ ? "\n]}\n" : "]}\n"; }
    [[nodiscard]] bool needs_events() const override { return true; }

private:
    bool any_ = false;
};

// An object a line.
class JsonLinesFormat final : public ExportFormat {
public:
    void begin(std::string&) override {}
    void add(const orders::Order& order,
             const OrderSurroundings& around,
             const base::Zone&,
             std::string& out) override {
        order_value(order, around).append_json(out);
        out += '\n';
    }
    void end(std::string&) override {}
    [[nodiscard]] bool needs_events() const override { return true; }
};

} // namespace

std::unique_ptr<ExportFormat> json_format() {
    return std::make_unique<JsonFormat>();
}

std::unique_ptr<ExportFormat> json_lines_format() {
    return std::make_unique<JsonLinesFormat>();
}

} // namespace etsyorder
