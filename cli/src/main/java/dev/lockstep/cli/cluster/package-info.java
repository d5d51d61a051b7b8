/* SPDX-License-Identifier: Apache-2.0 */
/** A Connect cluster as its REST API shows it. Knows no database and no command. */
package dev.lockstep.cli.cluster;
