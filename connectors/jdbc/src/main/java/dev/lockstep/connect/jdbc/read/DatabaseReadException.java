/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import org.apache.kafka.connect.errors.ConnectException;

/** A database cannot be opened, described or read. Says what, where and what to do; holds no row value, nor does its cause. */
public class DatabaseReadException extends ConnectException {
    private static final long serialVersionUID = 1L;

    DatabaseReadException(String message) {
        super(message);
    }
}
