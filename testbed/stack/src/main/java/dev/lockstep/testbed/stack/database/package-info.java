/* SPDX-License-Identifier: Apache-2.0 */
/** Database servers for a stack, embedded or from containers. May depend on layout and process. */
package dev.lockstep.testbed.stack.database;
