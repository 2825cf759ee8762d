// SPDX-License-Identifier: MIT
// RowsAhead: reads the rows of a download on a thread of its own while those before are stored.
//
//     RowsAhead rows(reader, header, rules);
//     for (auto some = rows.next(); !some.empty(); some = rows.next()) { ... }
//     if (rows.problem()) { ... }                       // what ended it before the end
#pragma once

#include "csv/reader.hpp"
#include "imports/import_orders.hpp"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace etsyorder::imports {

// The reader, the header and the rules belong to it until it is gone; all else is for one thread.
// No more than a thousand rows are ahead. Its end waits for the read that is under way.
class RowsAhead {
public:
    RowsAhead(csv::Reader& reader, const Header& header, const RowRules& rules);
    RowsAhead(const RowsAhead&) = delete;
    RowsAhead& operator=(const RowsAhead&) = delete;
    ~RowsAhead();

    // Some rows in the order of the file; empty: there are no more. Throws what the reader's source
    // throws, once the rows that were handed over before are taken.
    [[nodiscard]] std::vector<ReadLine> next();
    // Known once next() has given none.
    [[nodiscard]] const std::optional<csv::Problem>& problem() const { return problem_; }

private:
    void read_all();
    [[nodiscard]] bool hand_over(std::vector<ReadLine>&& lines); // false: nobody wants more

    csv::Reader& reader_;
    const Header& header_;
    const RowRules& rules_;
    std::optional<csv::Problem> problem_;
    std::exception_ptr error_;
    std::mutex mutex_; // of the three below
    std::condition_variable changed_;
    std::deque<std::vector<ReadLine>> ready_;
    bool ended_ = false, unwanted_ = false;
    std::thread thread_; // the last one: it uses all others
};

} // namespace etsyorder::imports
