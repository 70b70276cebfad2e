// The quickest upstream: answers every request with the same 300 bytes. Settings: PORT
const body = JSON.stringify({ id: 7, title: 'A movie', description: 'x'.repeat(250) });
const answer = Buffer.from(
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nETag: "1"\r\nDate: Sat, 21 Nov 2026 07:00:00 GMT\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
);
Bun.listen({
  hostname: '127.0.0.1',
  port: Number(process.env.PORT),
  socket: {
    data: (socket, chunk) => {
      for (let at = chunk.indexOf('\r\n\r\n'); at !== -1; at = chunk.indexOf('\r\n\r\n', at + 4)) socket.write(answer);
    },
  },
});
