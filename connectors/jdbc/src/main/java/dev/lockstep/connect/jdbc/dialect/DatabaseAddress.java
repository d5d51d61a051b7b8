/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import org.apache.kafka.common.config.types.Password;

/** Where a database is and who connects to it. The URL holds no password. */
public record DatabaseAddress(String url, String user, Password password) {}
