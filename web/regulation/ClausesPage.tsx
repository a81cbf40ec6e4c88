export function ClausesPage() { return null; }
