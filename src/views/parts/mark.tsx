/** The mark: nine dots coming into line, the last of them on its way. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M3.5 5.5h0m7.5 0h0M3.5 13h0m7.5 0h0m7.5 0h0m-15 7.5h0m7.5 0h0m7.5 0h0" />
      <circle class="late" cx="20.6" cy="3.4" r="2.4" />
    </svg>
  );
}
