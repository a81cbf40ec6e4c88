// (to come)
export function EditPage() {
  return null;
}
