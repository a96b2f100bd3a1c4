/** Rows of concepts; part of `DatabaseSchema`. */
// oxlint-disable-next-line typescript/no-empty-object-type
export interface ConceptTables {}
