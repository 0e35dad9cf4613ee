filedesc://x.arc 0.0.0.0 20140216050221 text/plain 75
1 0 LiveWeb Capture
URL IP-address Archive-date Content-type Archive-length

http://example.com/ 93.184.216.119 20140216050221 text/html 24
HTTP/1.0 200 OK

hello!
