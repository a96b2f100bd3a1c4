/** Rows of reviews; part of `DatabaseSchema`. */
// oxlint-disable-next-line typescript/no-empty-object-type
export interface ReviewTables {}
