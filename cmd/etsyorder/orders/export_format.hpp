// SPDX-License-Identifier: MIT
// The shapes in which orders leave: each turns order after order into bytes.
#pragma once

#include "base/zone.hpp"
#include "frame/csv.hpp"
#include "frame/services.hpp"
#include "orders/order.hpp"
#include "orders/order_value.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder {

// What became of an export, for the report.
struct Exported {
    std::int64_t orders = 0;
    std::int64_t rows = 0;          // of a CSV, without the header
    std::int64_t pages = 0;         // of slips
    std::int64_t guarded_cells = 0; // frame/csv.hpp
    std::vector<std::string> notes; // for people: what is not in it, and why
};

// begin, then add for each order, then end: each appends to `out`, which the caller empties in
// between. One thread.
class ExportFormat {
public:
    ExportFormat() = default;
    ExportFormat(const ExportFormat&) = delete;
    ExportFormat& operator=(const ExportFormat&) = delete;
    virtual ~ExportFormat() = default;

    virtual void begin(std::string& out) = 0;
    // Days are those of the zone: of the order's shop.
    virtual void add(const orders::Order& order,
                     const OrderSurroundings& around,
                     const base::Zone& zone,
                     std::string& out) = 0;
    virtual void end(std::string& out) = 0;

    virtual void tell(Exported& report) const { (void)report; }
    [[nodiscard]] virtual bool needs_events() const { return false; }
    [[nodiscard]] virtual bool is_text() const { return true; }
    [[nodiscard]] virtual bool may_be_empty() const { return true; } // without any order
};

enum class CsvRows { items, orders };

// docs/json-output.md names the columns.
[[nodiscard]] std::unique_ptr<ExportFormat> csv_format(CsvRows rows, frame::CsvStyle style);

[[nodiscard]] std::unique_ptr<ExportFormat> json_format(); // {"schema":1,"orders":[...]}
[[nodiscard]] std::unique_ptr<ExportFormat> json_lines_format();

struct SlipWishes {
    std::string paper; // a4, letter, a6
    bool prices = false;
};

// Packing slips as PDF. Only etsyorder-paper has it: in the other programs it throws
// NeedsProgram, so it is asked for before anything is read or written.
[[nodiscard]] std::unique_ptr<ExportFormat> slips_format(const SlipWishes& wishes,
                                                         frame::Services& services);

} // namespace etsyorder
