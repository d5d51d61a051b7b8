/* SPDX-License-Identifier: Apache-2.0 */
/**
 * From a bulk load to change capture without a gap and without a lock: what is to be done in which order, for every
 * engine. Depends on cluster (the Connect workers) and on the connectors' readers; knows no command line.
 */
package dev.lockstep.cli.handover;
