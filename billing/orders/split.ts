import { isDataError } from '@matinee/runtime/database';

/**
 * Inserts rows in one statement; halves them where PostgreSQL refuses their data, until the row that it refuses stands alone.
 * @param insert answers the rows that it did not take, each with the reason
 * @returns the same for all of them
 * @throws what is no single row's fault
 */
export const insertOrSplit = async <Row>(
  rows: Row[],
  insert: (rows: Row[]) => Promise<Map<Row, string>>,
): Promise<Map<Row, string>> => {
  const [first] = rows;
  if (first === undefined) return new Map();
  try {
    return await insert(rows);
  } catch (error) {
    if (!isDataError(error)) throw error;
    if (rows.length === 1) return new Map([[first, `PostgreSQL refuses it: ${(error as Error).message}`]]);
    const middle = rows.length >> 1;
    const halves = [rows.slice(0, middle), rows.slice(middle)];
    const refused = new Map<Row, string>();
    for (const half of halves) for (const [row, reason] of await insertOrSplit(half, insert)) refused.set(row, reason);
    return refused;
  }
};
