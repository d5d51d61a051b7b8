/* SPDX-License-Identifier: Apache-2.0 */
/** What sinks and sources ask of records alike. Depends on Connect's data model alone. */
package dev.lockstep.connect.record;
