// SPDX-License-Identifier: MIT
#include "orders/order_query.hpp"
#include "status/open_work.hpp"
#include "status/stage_orders.hpp"

namespace etsyorder::status {

void fill_stage_orders(db::Database& database, Placing& placing) {
    std::vector<std::pair<orders::OrderId, std::string>> standing;
    each_open_pieces(database, {}, placing, [&](const OpenPieces& pieces) {
        standing.emplace_back(pieces.order, pieces.stage);
    });
    database.fill_temporary([&] {
        database.execute(orders::kStageOrdersTable);
        database.execute("DELETE FROM temp.stage_orders; INSERT INTO temp.stage_orders (stage, "
                         "order_id) SELECT DISTINCT s.stage, s.order_id FROM item_stages s JOIN "
                         "orders o ON o.order_id = s.order_id WHERE o.is_open = 0");
        auto insert = database.statement("INSERT INTO temp.stage_orders (order_id, stage) VALUES "
                                         "(:order, :stage) ON CONFLICT DO "
                                         "NOTHING");
        for (const auto& [order, stage] : standing) {
            insert.bind(":order", order.value()).bind(":stage", stage).run();
        }
    });
}

} // namespace etsyorder::status
