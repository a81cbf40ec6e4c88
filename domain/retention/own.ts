// The name under which goes what an organisation asks of itself.

/** No regulation can be called this: keys hold no dots. */
export const ownKey = "office.own";
/** The duty to look through what was kept long enough, and the role that owes it. */
export const ownClause = `${ownKey}/retention`;
export const ownRole = `${ownKey}/keeper`;

/** Is this the clause of a duty that the organisation laid upon itself. */
export const isOwnClause = (clause: string): boolean => clause.startsWith(`${ownKey}/`);
