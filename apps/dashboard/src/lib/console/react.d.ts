/** The three calls that the query console makes; React's own types are not needed for more. */
declare module 'react' {
  export function createElement(type: unknown, properties: Record<string, unknown>): unknown;
}
declare module 'react-dom/client' {
  export function createRoot(host: Element): { render(element: unknown): void; unmount(): void };
}
