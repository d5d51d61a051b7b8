/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.writer;

import java.util.Random;

/**
 * The kinds of transaction the workload is made of. Every one but {@link #PAYMENT} changes several rows, so a
 * transaction torn apart in flight would show.
 */
enum Business {
    /** One order with one to seven line items: 2 to 8 inserts in two tables. */
    NEW_ORDER(25),
    /** One order and all its line items: 2 to 8 updates in two tables. */
    SHIP_ORDER(20),
    /** One order and all its line items: 2 to 8 deletes in two tables. */
    CANCEL_ORDER(15),
    /** The balance of one of a few busy customers: one update of a row that is updated again and again. */
    PAYMENT(25),
    /** The stock of one part at all its suppliers: usually 4 updates. */
    RESTOCK(15);

    private final int percent;

    Business(int percent) {
        this.percent = percent;
    }

    /** Draws the next kind, by weight. */
    static Business next(Random random) {
        int draw = random.nextInt(100);
        for (Business kind : values()) {
            draw -= kind.percent;
            if (draw < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("the weights of the workload must add up to 100");
    }
}
