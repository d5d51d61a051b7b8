/* SPDX-License-Identifier: Apache-2.0 */
/** The steps that clean values, and the rules made of them. Pure; knows no configuration and no plugin class. */
package dev.lockstep.transforms.clean;
