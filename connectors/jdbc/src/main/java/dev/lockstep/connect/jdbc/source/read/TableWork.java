/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.read;

import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.source.lane.TablePlan;
import dev.lockstep.connect.jdbc.source.lane.TableSettings;

/**
 * A table that is to be read.
 *
 * @param topic where its rows go
 */
public record TableWork(TableName name, TablePlan plan, TableSettings settings, String topic) {}
