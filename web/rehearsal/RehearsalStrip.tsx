export function RehearsalStrip() { return null; }
