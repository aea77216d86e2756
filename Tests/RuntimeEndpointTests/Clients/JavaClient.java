// A client as Java's is described: FIFOs through FileInputStream and FileOutputStream, the goal state held by a thread of its own,
// chunks counted in characters and taken by one read, every report through a stream of its own; it can say Busy, not Ready.
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.*;
import java.util.regex.*;

class JavaClient {
    static final String ID = "7c0f8d52-1f5b-4d4e-8f0a-3a3c2f6b9e10";
    static final BlockingQueue<String> states = new LinkedBlockingQueue<>();

    static String one(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            System.out.println("torn document");
            System.exit(1);
        }
        return matcher.group(1);
    }

    static String element(String state, String name) { return one(state, "<" + name + ">([^<]*)</"); }

    static String whole(String path) throws IOException {
        try (InputStream stream = new BufferedInputStream(new FileInputStream(path))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static void follow(String path) {
        try (Reader reader = new InputStreamReader(new FileInputStream(path), StandardCharsets.UTF_8)) {
            while (true) {
                StringBuilder length = new StringBuilder();
                for (int letter = reader.read(); letter != '\n'; letter = reader.read()) {
                    if (letter < 0) return;
                    if (letter != '\r') length.append((char) letter);
                }
                char[] chunk = new char[Integer.parseInt(length.toString(), 16)];
                if (reader.read(chunk) != chunk.length) System.out.println("torn chunk");
                reader.read();
                reader.read();
                states.put(new String(chunk));
            }
        } catch (Exception problem) {
            System.out.println("torn: " + problem);
        }
    }

    static String setting(String state) throws IOException {
        return one(whole(element(state, "RoleEnvironmentPath")), "name=\"QueueName\" value=\"([^\"]*)\"");
    }

    static void report(String state, String status, String expiration) throws IOException {
        String document = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><CurrentState><StatusLease ClientId=\"" + ID
            + "\"><Acquire><Incarnation>" + element(state, "Incarnation") + "</Incarnation><Status>" + status
            + "</Status><Expiration>" + expiration + "</Expiration></Acquire></StatusLease></CurrentState>";
        try (OutputStream stream = new FileOutputStream(element(state, "CurrentStateEndpoint"))) {
            stream.write(document.getBytes(StandardCharsets.UTF_8));
        }
    }

    public static void main(String[] words) throws Exception {
        String path = one(whole(System.getenv("WaRuntimeEndpoint")), "version=\"2011-03-08\" path=\"([^\"]*)\"");
        Thread thread = new Thread(() -> follow(path));
        thread.setDaemon(true);
        thread.start();
        String state = states.take();
        System.out.println("started with " + setting(state));
        report(state, "Busy", "2099-01-01T00:00:00.000Z");
        while (true) {
            state = states.take();
            if (element(state, "ExpectedState").equals("Stopped")) {
                report(state, "Stopped", "9999-12-31T23:59:59.999Z");
                return;
            }
            System.out.println("changed to " + setting(state));
            report(state, "Busy", "2099-01-01T00:00:00.000Z");
        }
    }
}
