// Serves one page on the port that the role model takes from the endpoint HttpIn.
const http = require('http');

const server = http.createServer((request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/plain', Connection: 'close' });
  response.end(`hello from ${process.env.RoleInstanceID}\n`);
});

process.on('SIGTERM', () => {
  console.log('server: goodbye');
  server.close(() => process.exit(0));
});

server.listen(Number(process.env.PORT), '127.0.0.1', () => {
  console.log(`server: listening on 127.0.0.1:${server.address().port}`);
});
