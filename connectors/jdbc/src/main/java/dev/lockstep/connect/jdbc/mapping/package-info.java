/* SPDX-License-Identifier: Apache-2.0 */
/**
 * From a Connect schema and value to the bytes or the text that the target's column reads back as the same value.
 *
 * <p>Pure. Depends on the schema package and on the sink's {@code RowKey}; knows no connector, no configuration and no database connection. Change
 * capture's logical types are recognised by name alone.
 */
package dev.lockstep.connect.jdbc.mapping;
