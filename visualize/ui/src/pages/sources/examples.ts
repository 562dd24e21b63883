/** Samples to try the way with. */
export const EXAMPLES = [
  {
    label: "A sensor's readings, as JSON",
    name: "readings",
    text: `{"device_id": "boiler-3", "time": "2026-03-01T09:30:00Z", "temperature": 61.5, "pressure": 2, "ok": true}
{"device_id": "boiler-4", "time": "2026-03-01T09:30:01Z", "temperature": 58, "pressure": 2.1, "ok": true}
{"device_id": "boiler-3", "time": "2026-03-01T09:30:02Z", "temperature": 61.75, "pressure": 2, "ok": false}
`,
  },
  {
    label: "Orders, as CSV",
    name: "orders",
    text: `order_id,customer,ordered_at,amount,items
o-1001,c-17,2026-03-01T09:30:00Z,129.90,3
o-1002,c-4,2026-03-01T09:30:04Z,17.50,1
o-1003,c-17,2026-03-01T09:31:20Z,8.00,2
`,
  },
];
