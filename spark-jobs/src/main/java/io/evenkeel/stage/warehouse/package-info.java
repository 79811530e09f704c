/**
 * Source tables: how they come into the warehouse and how a run reads them, pinned.
 *
 * <p>{@link io.evenkeel.stage.warehouse.WarehouseLoad} turns a folder of Parquet and SQL files into
 * Delta tables. {@link io.evenkeel.stage.warehouse.Warehouse} finds a table by name, pins its
 * version ({@link io.evenkeel.stage.warehouse.PinnedTable}) and reads exactly that version. {@link
 * io.evenkeel.stage.warehouse.HardLinkLogStore} makes Delta commits on a local disk safe between
 * processes.
 *
 * <p>Nothing here knows features, models or predictions.
 */
@NullMarked
package io.evenkeel.stage.warehouse;

import org.jspecify.annotations.NullMarked;
