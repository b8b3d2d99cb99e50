<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About petsight</source>
        <translation>Über petsight</translation>
    </message>
    <message>
        <source>Does this photo show a cat, a dog, both, or neither? Answered on your own device; nothing is uploaded unless you choose an endpoint.</source>
        <translation>Zeigt dieses Foto eine Katze, einen Hund, beides oder keins von beiden? Die Antwort kommt vom eigenen Gerät; hochgeladen wird nur, wenn Sie einen Endpunkt wählen.</translation>
    </message>
    <message>
        <source>Model in use: {model}</source>
        <translation>Modell in Gebrauch: {model}</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>Modellkarte</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>petsight is licensed under the Apache License 2.0. It is built on:</source>
        <translation>petsight steht unter der Apache-Lizenz 2.0. Es baut auf:</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Open files…</source>
        <translation>Dateien öffnen…</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>Ordner öffnen…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Open in the picture viewer</source>
        <translation>Im Bildbetrachter öffnen</translation>
    </message>
    <message>
        <source>Show in file manager</source>
        <translation>In der Dateiverwaltung zeigen</translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation>Aus der Liste entfernen</translation>
    </message>
    <message>
        <source>Clear list</source>
        <translation>Liste leeren</translation>
    </message>
    <message>
        <source>Retry failed</source>
        <translation>Fehlgeschlagene wiederholen</translation>
    </message>
    <message>
        <source>Answer all again</source>
        <translation>Alle neu beantworten</translation>
    </message>
    <message>
        <source>Ask the cloud</source>
        <translation>Cloud fragen</translation>
    </message>
    <message>
        <source>Ask the cloud about all unsure</source>
        <translation>Cloud nach allen unsicheren fragen</translation>
    </message>
    <message>
        <source>Compare device and cloud</source>
        <translation>Gerät und Cloud vergleichen</translation>
    </message>
    <message>
        <source>Export as CSV or JSON…</source>
        <translation>Als CSV oder JSON exportieren…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Sort into folders…</source>
        <translation>In Ordner sortieren…</translation>
    </message>
    <message>
        <source>Export the selection…</source>
        <translation>Auswahl exportieren…</translation>
    </message>
    <message>
        <source>Sort the selection into folders…</source>
        <translation>Auswahl in Ordner sortieren…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo last sorting…</source>
        <translation>Letztes Sortieren rückgängig machen…</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Cloud endpoint…</source>
        <translation>Cloud-Endpunkt…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>About petsight</source>
        <translation>Über petsight</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>This is wrong: it is…</source>
        <translation>Das ist falsch, richtig ist:</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Export {some} of {all} as CSV or JSON…</source>
        <translation>{some} von {all} als CSV oder JSON exportieren…</translation>
    </message>
    <message>
        <source>Export {some} of {all}…</source>
        <translation>{some} von {all} exportieren…</translation>
    </message>
    <message>
        <source>Sort {some} of {all} into folders…</source>
        <translation>{some} von {all} in Ordner sortieren…</translation>
    </message>
</context>
<context>
    <name>AddressField</name>
    <message>
        <source>It begins with https:// or, on this device, with http://.</source>
        <translation>Sie beginnt mit https:// oder, auf diesem Gerät, mit http://.</translation>
    </message>
    <message>
        <source>Write the address of an endpoint first.</source>
        <translation>Schreiben Sie zuerst die Adresse eines Endpunkts.</translation>
    </message>
    <message>
        <source>Write the whole address: {url}</source>
        <translation>Schreiben Sie die ganze Adresse: {url}</translation>
    </message>
</context>
<context>
    <name>Announcer</name>
    <message numerus="yes">
        <source>%Ln new answer(s)</source>
        <translation>
            <numerusform>%Ln neue Antwort</numerusform>
            <numerusform>%Ln neue Antworten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>There is no picture on the clipboard.</source>
        <translation>In der Zwischenablage ist kein Bild.</translation>
    </message>
    <message>
        <source>Export {pictures}</source>
        <translation>{pictures} exportieren</translation>
    </message>
    <message>
        <source>Exported {pictures} to {file}.</source>
        <translation>{pictures} nach {file} exportiert.</translation>
    </message>
    <message>
        <source>Show in file manager</source>
        <translation>In der Dateiverwaltung zeigen</translation>
    </message>
</context>
<context>
    <name>ComparisonView</name>
    <message>
        <source>This device</source>
        <translation>Dieses Gerät</translation>
    </message>
    <message>
        <source>Cloud</source>
        <translation>Cloud</translation>
    </message>
</context>
<context>
    <name>ConsentDialog</name>
    <message>
        <source>Upload pictures?</source>
        <translation>Bilder hochladen?</translation>
    </message>
    <message>
        <source>The pictures that you choose, each time.</source>
        <translation>Die Bilder, die Sie jeweils auswählen.</translation>
    </message>
    <message>
        <source>Pictures that this device is not sure about or cannot answer.</source>
        <translation>Bilder, bei denen sich dieses Gerät nicht sicher ist oder die es nicht beantworten kann.</translation>
    </message>
    <message>
        <source>Every picture.</source>
        <translation>Jedes Bild.</translation>
    </message>
    <message>
        <source>Upload to {origin}?</source>
        <translation>Zu {origin} hochladen?</translation>
    </message>
    <message>
        <source>The upright picture, stretched to the size that the endpoint&apos;s model takes, never more than 640 by 640 pixels, as a PNG without metadata. No position, date or file name leaves.</source>
        <translation>Das aufgerichtete Bild, auf die Größe gestreckt, die das Modell des Endpunkts verlangt, nie mehr als 640 mal 640 Pixel, als PNG ohne Metadaten. Weder Ort noch Datum noch Dateiname verlassen das Gerät.</translation>
    </message>
    <message>
        <source>Which pictures</source>
        <translation>Welche Bilder</translation>
    </message>
    <message>
        <source>In which form</source>
        <translation>In welcher Form</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>Wie lange</translation>
    </message>
    <message>
        <source>Until you choose another endpoint. The switch “Device” ends uploads at once.</source>
        <translation>Bis Sie einen anderen Endpunkt wählen. Der Schalter „Gerät“ beendet das Hochladen sofort.</translation>
    </message>
    <message>
        <source>Stay on this device</source>
        <translation>Auf diesem Gerät bleiben</translation>
    </message>
    <message>
        <source>Agree</source>
        <translation>Zustimmen</translation>
    </message>
</context>
<context>
    <name>Conversations</name>
    <message>
        <source>Open files</source>
        <translation>Dateien öffnen</translation>
    </message>
    <message>
        <source>Pictures ({endings})</source>
        <translation>Bilder ({endings})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>The file manager was asked to show {place}.</source>
        <translation>Die Dateiverwaltung wurde gebeten, {place} zu zeigen.</translation>
    </message>
    <message>
        <source>No file manager could be opened for {place}.</source>
        <translation>Für {place} ließ sich keine Dateiverwaltung öffnen.</translation>
    </message>
    <message>
        <source>The picture viewer was asked to show {place}.</source>
        <translation>Der Bildbetrachter wurde gebeten, {place} zu zeigen.</translation>
    </message>
    <message>
        <source>No picture viewer could be opened for {place}.</source>
        <translation>Für {place} ließ sich kein Bildbetrachter öffnen.</translation>
    </message>
</context>
<context>
    <name>CorrectionRow</name>
    <message>
        <source>This is wrong: it is…</source>
        <translation>Das ist falsch, richtig ist:</translation>
    </message>
    <message>
        <source>It is really…</source>
        <translation>Richtig ist:</translation>
    </message>
    <message>
        <source>A copy of the picture is kept on this computer.</source>
        <translation>Eine Kopie des Bildes wird auf diesem Gerät aufbewahrt.</translation>
    </message>
    <message>
        <source>Take the correction back</source>
        <translation>Korrektur zurücknehmen</translation>
    </message>
    <message>
        <source>They are really…</source>
        <translation>Richtig ist bei allen:</translation>
    </message>
    <message>
        <source>Copies of corrected pictures are kept on this computer.</source>
        <translation>Kopien korrigierter Bilder werden auf diesem Gerät aufbewahrt.</translation>
    </message>
    <message>
        <source>It is: {answer}</source>
        <translation>Richtig ist: {answer}</translation>
    </message>
</context>
<context>
    <name>Corrector</name>
    <message>
        <source>Correction taken back</source>
        <translation>Korrektur zurückgenommen</translation>
    </message>
    <message numerus="yes">
        <source>{said}. The filter hides %Ln picture(s) now.</source>
        <translation>
            <numerusform>{said}. Der Filter verbirgt jetzt %Ln Bild.</numerusform>
            <numerusform>{said}. Der Filter verbirgt jetzt %Ln Bilder.</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Take the correction back</source>
        <translation>Korrektur zurücknehmen</translation>
    </message>
</context>
<context>
    <name>CountBar</name>
    <message>
        <source>Counts</source>
        <translation>Anzahl je Antwort</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>Korrigiert</translation>
    </message>
</context>
<context>
    <name>DetailPanel</name>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Select a picture to see more about it.</source>
        <translation>Wählen Sie ein Bild aus, um mehr darüber zu sehen.</translation>
    </message>
</context>
<context>
    <name>DropLayer</name>
    <message>
        <source>Drop to add</source>
        <translation>Zum Hinzufügen loslassen</translation>
    </message>
</context>
<context>
    <name>EndpointChip</name>
    <message>
        <source>Cloud endpoint: {state}</source>
        <translation>Cloud-Endpunkt: {state}</translation>
    </message>
</context>
<context>
    <name>EndpointDialog</name>
    <message>
        <source>Endpoint</source>
        <translation>Endpunkt</translation>
    </message>
    <message>
        <source>&amp;Forget</source>
        <translation>&amp;Vergessen</translation>
    </message>
    <message>
        <source>Remove the key from the system&apos;s key store</source>
        <translation>Den Schlüssel aus dem Schlüsselspeicher des Systems entfernen</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>&amp;Sign requests for AWS (AWS_IAM)</source>
        <translation>Anfragen für AWS &amp;signieren (AWS_IAM)</translation>
    </message>
    <message>
        <source>An endpoint is a petsight service of your own. Without one, everything is answered on this device.</source>
        <translation>Ein Endpunkt ist ein eigener petsight-Dienst. Ohne ihn wird alles auf diesem Gerät beantwortet.</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Adresse</translation>
    </message>
    <message>
        <source>&amp;Key</source>
        <translation>&amp;Schlüssel</translation>
    </message>
    <message>
        <source>&amp;Longest wait for a picture</source>
        <translation>&amp;Längste Wartezeit für ein Bild</translation>
    </message>
    <message>
        <source>&amp;Check</source>
        <translation>&amp;Prüfen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>How to have an endpoint</source>
        <translation>Wie man zu einem Endpunkt kommt</translation>
    </message>
    <message>
        <source>From a checkout of petsight, “{command}” puts one on AWS.</source>
        <translation>Im Quelltext von petsight bringt „{command}“ einen zu AWS.</translation>
    </message>
    <message>
        <source>&amp;How to have one…</source>
        <translation>&amp;Wie man dazu kommt…</translation>
    </message>
    <message>
        <source>None needed, or stored in the system&apos;s key store</source>
        <translation>Nicht nötig oder im Schlüsselspeicher des Systems</translation>
    </message>
    <message>
        <source>One is stored; a new one replaces it</source>
        <translation>Einer ist gespeichert; ein neuer ersetzt ihn</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Search by name</source>
        <translation>Namen suchen</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>Was gezeigt wird</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>All pictures</source>
        <translation>Alle Bilder</translation>
    </message>
    <message>
        <source>Sure</source>
        <translation>Sicher</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>Korrigiert</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Eingang</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Descending</source>
        <translation>Absteigend</translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message>
        <source>“Check” asks the endpoint and tells here what it serves.</source>
        <translation>„Prüfen“ fragt den Endpunkt und sagt hier, was er bietet.</translation>
    </message>
    <message>
        <source>✓ This endpoint works</source>
        <translation>✓ Dieser Endpunkt funktioniert</translation>
    </message>
    <message>
        <source>✗ This endpoint cannot be relied on</source>
        <translation>✗ Auf diesen Endpunkt ist kein Verlass</translation>
    </message>
    <message>
        <source>Asking the endpoint… First what it serves, then about some test pictures. Its first answer may take up to {time}.</source>
        <translation>Der Endpunkt wird gefragt … Erst, was er bietet, dann nach einigen Testbildern. Seine erste Antwort kann bis zu {time} dauern.</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Test pictures</source>
        <translation>Prüfbilder</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Übereinstimmung</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>First answer, after a cold start</source>
        <translation>Erste Antwort, nach einem Kaltstart</translation>
    </message>
    <message>
        <source>First answer</source>
        <translation>Erste Antwort</translation>
    </message>
    <message>
        <source>A picture</source>
        <translation>Ein Bild</translation>
    </message>
</context>
<context>
    <name>ForgetDialog</name>
    <message>
        <source>Forget everything?</source>
        <translation>Alles vergessen?</translation>
    </message>
    <message numerus="yes">
        <source>Forget %Ln picture(s) and their answers?</source>
        <translation>
            <numerusform>%Ln Bild und seine Antwort vergessen?</numerusform>
            <numerusform>%Ln Bilder und ihre Antworten vergessen?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pasted or fetched picture(s) exist only here and are deleted.</source>
        <translation>
            <numerusform>%Ln eingefügtes oder geladenes Bild gibt es nur hier; es wird gelöscht.</numerusform>
            <numerusform>%Ln eingefügte oder geladene Bilder gibt es nur hier; sie werden gelöscht.</numerusform>
        </translation>
    </message>
    <message>
        <source>Your own files stay where they are.</source>
        <translation>Ihre eigenen Dateien bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>&amp;Delete my corrections too</source>
        <translation>Auch meine &amp;Korrekturen löschen</translation>
    </message>
    <message>
        <source>Forget all</source>
        <translation>Alles vergessen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The copies of pictures that you corrected stay too, unless you choose otherwise: a picture that comes back is known again. Settings show where they lie.</source>
        <translation>Auch die Kopien der Bilder, die Sie korrigiert haben, bleiben, wenn Sie nichts anderes wählen: Kommt ein Bild wieder, ist seine Korrektur noch bekannt. Wo sie liegen, steht in den Einstellungen.</translation>
    </message>
</context>
<context>
    <name>GalleryView</name>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>No picture matches.</source>
        <translation>Kein Bild passt dazu.</translation>
    </message>
</context>
<context>
    <name>HiddenNews</name>
    <message numerus="yes">
        <source>%Ln picture(s) added. The filter shows only those that match.</source>
        <translation>
            <numerusform>%Ln Bild hinzugefügt. Der Filter zeigt nur, was zu ihm passt.</numerusform>
            <numerusform>%Ln Bilder hinzugefügt. Der Filter zeigt nur, was zu ihm passt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
</context>
<context>
    <name>Intake</name>
    <message>
        <source>Pasted picture.png</source>
        <translation>Eingefügtes Bild.png</translation>
    </message>
</context>
<context>
    <name>LinksDialog</name>
    <message>
        <source>Fetch from the web</source>
        <translation>Aus dem Web holen</translation>
    </message>
    <message>
        <source>Fetch this picture from {host}?</source>
        <translation>Dieses Bild von {host} holen?</translation>
    </message>
    <message>
        <source>Fetch these pictures from the web?</source>
        <translation>Diese Bilder aus dem Web holen?</translation>
    </message>
    <message>
        <source>The host learns your address on the internet and which picture is wanted. Only https is used, no cookies are sent, and at most 10 MB are taken.</source>
        <translation>Der Server erfährt Ihre Internetadresse und welches Bild gewünscht ist. Geholt wird nur über https, ohne Cookies und höchstens 10 MB.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>Holen</translation>
    </message>
</context>
<context>
    <name>MapSwitch</name>
    <message>
        <source>Why?</source>
        <translation>Warum?</translation>
    </message>
    <message>
        <source>Why this answer</source>
        <translation>Warum diese Antwort</translation>
    </message>
    <message>
        <source>Show where in the picture the evidence lies</source>
        <translation>Zeigen, woran im Bild die Antwort liegt</translation>
    </message>
    <message>
        <source>Show what speaks for:</source>
        <translation>Zeigen, was spricht für:</translation>
    </message>
    <message>
        <source>What speaks for: {answer}</source>
        <translation>Was spricht für: {answer}</translation>
    </message>
    <message>
        <source>Hardly anything in the picture speaks for: {answer}.</source>
        <translation>Kaum etwas im Bild spricht für: {answer}.</translation>
    </message>
    <message>
        <source>The lighter and more yellow a place, the more it speaks for: {answer}.</source>
        <translation>Je heller und gelber eine Stelle, desto mehr spricht sie für: {answer}.</translation>
    </message>
    <message>
        <source>The cloud gave the answer; the map is of this device&apos;s model.</source>
        <translation>Die Antwort kam aus der Cloud; die Karte zeigt das Modell dieses Geräts.</translation>
    </message>
    <message>
        <source>Another model gave the answer; the map is of the one in use now.</source>
        <translation>Die Antwort gab ein anderes Modell; die Karte zeigt das jetzige.</translation>
    </message>
    <message>
        <source>There is no map of this model&apos;s answers.</source>
        <translation>Von den Antworten dieses Modells gibt es keine Karte.</translation>
    </message>
</context>
<context>
    <name>ModeSwitch</name>
    <message>
        <source>Where answers come from</source>
        <translation>Woher die Antworten kommen</translation>
    </message>
</context>
<context>
    <name>ModelCardDialog</name>
    <message>
        <source>Model file</source>
        <translation>Modelldatei</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>Die Datei wird gelesen…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>Dieses Modell benutzen</translation>
    </message>
    <message>
        <source>All pictures are answered anew with it; it is used until you choose another.</source>
        <translation>Alle Bilder werden damit neu beantwortet; es gilt, bis Sie ein anderes wählen.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Made for</source>
        <translation>Gemacht für</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Preprocessing</source>
        <translation>Vorverarbeitung</translation>
    </message>
    <message>
        <source>no up to {reject}, yes from {accept}</source>
        <translation>nein bis {reject}, ja ab {accept}</translation>
    </message>
    <message>
        <source>held back from training</source>
        <translation>dem Training vorenthalten</translation>
    </message>
    <message>
        <source>test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>told apart</source>
        <translation>unterschieden</translation>
    </message>
    <message>
        <source>right</source>
        <translation>richtig</translation>
    </message>
    <message>
        <source>not sure</source>
        <translation>nicht sicher</translation>
    </message>
    <message>
        <source>calibration error</source>
        <translation>Kalibrierfehler</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln earlier message(s)</source>
        <translation>
            <numerusform>%Ln frühere Meldung</numerusform>
            <numerusform>%Ln frühere Meldungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the message before</source>
        <translation>Die Meldung davor zeigen</translation>
    </message>
    <message>
        <source>Close all messages</source>
        <translation>Alle Meldungen schließen</translation>
    </message>
</context>
<context>
    <name>PageDialog</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>PhotoFacts</name>
    <message>
        <source>Before the correction: {answer}</source>
        <translation>Vor der Korrektur: {answer}</translation>
    </message>
    <message>
        <source>Exact cause</source>
        <translation>Genaue Ursache</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>{who}; this device said: {verdict}</source>
        <translation>{who}; dieses Gerät sagte: {verdict}</translation>
    </message>
    <message>
        <source>Answered by</source>
        <translation>Beantwortet von</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Preprocessing</source>
        <translation>Vorverarbeitung</translation>
    </message>
    <message>
        <source>open {time}</source>
        <translation>Öffnen {time}</translation>
    </message>
    <message>
        <source>resize {time}</source>
        <translation>Verkleinern {time}</translation>
    </message>
    <message>
        <source>model {time}</source>
        <translation>Modell {time}</translation>
    </message>
    <message>
        <source>network {time}</source>
        <translation>Netz {time}</translation>
    </message>
</context>
<context>
    <name>PhotoView</name>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Ask the cloud</source>
        <translation>Cloud fragen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Ask this device and the cloud, and show both answers</source>
        <translation>Dieses Gerät und die Cloud fragen und beide Antworten zeigen</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>Aus der Liste entfernen</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Looking for pictures: {pictures} so far</source>
        <translation>Bilder werden gesucht: bisher {pictures}</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
</context>
<context>
    <name>Removal</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) removed from the list. The files are untouched.</source>
        <translation>
            <numerusform>%Ln Bild aus der Liste entfernt. Die Datei bleibt, wie sie ist.</numerusform>
            <numerusform>%Ln Bilder aus der Liste entfernt. Die Dateien bleiben, wie sie sind.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScoreBar</name>
    <message>
        <source>The two marks: up to {reject} counts as no, from {accept} as yes; between is open.</source>
        <translation>Die beiden Marken: bis {reject} gilt als nein, ab {accept} als ja; dazwischen ist es offen.</translation>
    </message>
</context>
<context>
    <name>SelectionView</name>
    <message>
        <source>Ask the cloud</source>
        <translation>Cloud fragen</translation>
    </message>
    <message>
        <source>Try the failed ones again</source>
        <translation>Fehlgeschlagene noch einmal versuchen</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>Aus der Liste entfernen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Sort into folders…</source>
        <translation>In Ordner sortieren…</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Another language shows at the next start.</source>
        <translation>Eine andere Sprache erscheint beim nächsten Start.</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Write &amp;names of pictures into the log</source>
        <translation>&amp;Namen von Bildern ins Protokoll schreiben</translation>
    </message>
    <message>
        <source>You agreed to upload to {origin}.</source>
        <translation>Sie haben dem Hochladen zu {origin} zugestimmt.</translation>
    </message>
    <message>
        <source>&amp;Take the agreement back</source>
        <translation>Zustimmung &amp;zurücknehmen</translation>
    </message>
    <message>
        <source>Pictures that you correct are also copied into a folder. It stays when all else is forgotten, unless you want it deleted too.</source>
        <translation>Bilder, die Sie korrigieren, werden auch in einen Ordner kopiert. Er bleibt, wenn alles andere vergessen wird, es sei denn, Sie wollen auch ihn löschen.</translation>
    </message>
    <message>
        <source>Corrections</source>
        <translation>Korrekturen</translation>
    </message>
    <message>
        <source>&amp;Show the corrections</source>
        <translation>Korrekturen &amp;zeigen</translation>
    </message>
    <message>
        <source>Pictures and answers are remembered until they are removed. Forgetting them leaves your files where they are, but deletes pictures that you pasted or fetched from the web: they exist only here.</source>
        <translation>petsight merkt sich Bilder und Antworten, bis sie entfernt werden. Das Vergessen lässt Ihre Dateien, wo sie sind, löscht aber Bilder, die Sie eingefügt oder aus dem Web geholt haben: Es gibt sie nur hier.</translation>
    </message>
    <message>
        <source>&amp;Forget all pictures and answers…</source>
        <translation>Alle Bilder und Antworten &amp;vergessen…</translation>
    </message>
</context>
<context>
    <name>SortDialog</name>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>&amp;Wählen…</translation>
    </message>
    <message>
        <source>Choose a folder to see what would happen.</source>
        <translation>Wählen Sie einen Ordner, um zu sehen, was geschehen würde.</translation>
    </message>
    <message>
        <source>Sort {pictures} into folders</source>
        <translation>{pictures} in Ordner sortieren</translation>
    </message>
    <message>
        <source>Write or choose a folder</source>
        <translation>Ordner schreiben oder wählen</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Move</source>
        <translation>&amp;Verschieben</translation>
    </message>
    <message>
        <source>Show in file manager</source>
        <translation>In der Dateiverwaltung zeigen</translation>
    </message>
    <message>
        <source>Makes one folder per answer in a folder of your choice. Nothing is ever overwritten. Pictures that failed or still wait stay where they are.</source>
        <translation>Legt in einem Ordner Ihrer Wahl für jede Antwort einen Ordner an. Nichts wird je überschrieben. Bilder, die fehlgeschlagen sind oder noch warten, bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>The pictures also stay where they are.</source>
        <translation>Die Originale bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>The pictures leave their folders.</source>
        <translation>Die Bilder verlassen ihre Ordner.</translation>
    </message>
    <message>
        <source>&amp;Undo…</source>
        <translation>&amp;Rückgängig…</translation>
    </message>
    <message>
        <source>Undo the last sorting</source>
        <translation>Das letzte Sortieren rückgängig machen</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>Sortieren</translation>
    </message>
    <message>
        <source>Looking at what is there…</source>
        <translation>Wird nachgesehen…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) without an answer stay where they are.</source>
        <translation>
            <numerusform>%Ln Bild ohne Antwort bleibt, wo es ist.</numerusform>
            <numerusform>%Ln Bilder ohne Antwort bleiben, wo sie sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to do: every answered picture is there already.</source>
        <translation>Nichts zu tun: Jedes beantwortete Bild liegt schon dort.</translation>
    </message>
    <message numerus="yes">
        <source>Would move %Ln picture(s):</source>
        <translation>
            <numerusform>Würde %Ln Bild verschieben:</numerusform>
            <numerusform>Würde %Ln Bilder verschieben:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Would copy %Ln picture(s):</source>
        <translation>
            <numerusform>Würde %Ln Bild kopieren:</numerusform>
            <numerusform>Würde %Ln Bilder kopieren:</numerusform>
        </translation>
    </message>
    <message>
        <source>This folder does not exist yet; sorting makes it.</source>
        <translation>Diesen Ordner gibt es noch nicht; das Sortieren legt ihn an.</translation>
    </message>
    <message>
        <source>Sorting…</source>
        <translation>Wird sortiert…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) sorted.</source>
        <translation>
            <numerusform>%Ln Bild sortiert.</numerusform>
            <numerusform>%Ln Bilder sortiert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln were there already.</source>
        <translation>
            <numerusform>%Ln war schon dort.</numerusform>
            <numerusform>%Ln waren schon dort.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln stayed where they were:</source>
        <translation>
            <numerusform>%Ln blieb, wo es war:</numerusform>
            <numerusform>%Ln blieben, wo sie waren:</numerusform>
        </translation>
    </message>
    <message>
        <source>The file {journal} in that folder lets you undo this, also later. Delete it once all is as you want it.</source>
        <translation>Mit der Datei {journal} in diesem Ordner lässt sich das rückgängig machen, auch später. Löschen Sie sie, sobald alles ist, wie Sie es wollen.</translation>
    </message>
</context>
<context>
    <name>SwitchOffer</name>
    <message numerus="yes">
        <source>%Ln picture(s) have this device&apos;s answer.</source>
        <translation>
            <numerusform>%Ln Bild hat seine Antwort von diesem Gerät.</numerusform>
            <numerusform>%Ln Bilder haben ihre Antwort von diesem Gerät.</numerusform>
        </translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Neu beantworten</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
</context>
<context>
    <name>UndoDialog</name>
    <message>
        <source>Undo last sorting</source>
        <translation>Sortieren rückgängig machen</translation>
    </message>
    <message>
        <source>Undo the last sorting?</source>
        <translation>Das letzte Sortieren rückgängig machen?</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Looking at what was done…</source>
        <translation>Wird nachgesehen…</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>There is nothing to undo</source>
        <translation>Es gibt nichts rückgängig zu machen</translation>
    </message>
    <message>
        <source>Nothing is left there that could be brought back.</source>
        <translation>Dort ist nichts mehr, das rückgängig gemacht werden könnte.</translation>
    </message>
    <message>
        <source>Sorted</source>
        <translation>Sortiert</translation>
    </message>
    <message>
        <source>To move back</source>
        <translation>Zurückzubewegen</translation>
    </message>
    <message>
        <source>Copies to remove</source>
        <translation>Zu entfernende Kopien</translation>
    </message>
    <message>
        <source>Only what is still as sorting left it is touched, and a copy is removed only while its original is there.</source>
        <translation>Angerührt wird nur, was noch so ist, wie das Sortieren es hinterlassen hat; eine Kopie wird nur entfernt, solange ihr Original da ist.</translation>
    </message>
    <message>
        <source>Bringing back what was…</source>
        <translation>Wird rückgängig gemacht…</translation>
    </message>
    <message>
        <source>The last sorting is undone in part</source>
        <translation>Das letzte Sortieren ist teilweise rückgängig gemacht</translation>
    </message>
    <message>
        <source>The last sorting is undone</source>
        <translation>Das letzte Sortieren ist rückgängig gemacht</translation>
    </message>
    <message>
        <source>All is as it was before.</source>
        <translation>Alles ist, wie es vorher war.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) moved back.</source>
        <translation>
            <numerusform>%Ln Bild zurück verschoben.</numerusform>
            <numerusform>%Ln Bilder zurück verschoben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln copies removed.</source>
        <translation>
            <numerusform>%Ln Kopie entfernt.</numerusform>
            <numerusform>%Ln Kopien entfernt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln stayed where sorting put them:</source>
        <translation>
            <numerusform>%Ln blieb, wo das Sortieren es hingelegt hat:</numerusform>
            <numerusform>%Ln blieben, wo das Sortieren sie hingelegt hat:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Drop photos or folders here</source>
        <translation>Fotos oder Ordner hier ablegen</translation>
    </message>
    <message>
        <source>Each photo gets an answer: a cat, a dog, both, or neither. Your photos stay on this device unless you choose the cloud.</source>
        <translation>Zu jedem Foto gibt es eine Antwort: eine Katze, ein Hund, beides oder keins von beiden. Ihre Fotos bleiben auf diesem Gerät, solange Sie nicht die Cloud wählen.</translation>
    </message>
</context>
<context>
    <name>Wiring</name>
    <message>
        <source>No pictures were found there.</source>
        <translation>Dort wurden keine Bilder gefunden.</translation>
    </message>
</context>
<context>
    <name>WorkFrame</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>_Counts</name>
    <message numerus="yes">
        <source>%Ln picture(s)</source>
        <translation>
            <numerusform>%Ln Bild</numerusform>
            <numerusform>%Ln Bilder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) selected</source>
        <translation>
            <numerusform>%Ln Bild ausgewählt</numerusform>
            <numerusform>%Ln Bilder ausgewählt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) wait for an answer</source>
        <translation>
            <numerusform>%Ln Bild wartet auf eine Antwort</numerusform>
            <numerusform>%Ln Bilder warten auf eine Antwort</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) could not be answered</source>
        <translation>
            <numerusform>%Ln Bild ließ sich nicht beantworten</numerusform>
            <numerusform>%Ln Bilder ließen sich nicht beantworten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The cloud gave no answer ({cause}); %Ln picture(s) keep its former one(s).</source>
        <translation>
            <numerusform>Die Cloud gab keine Antwort ({cause}); %Ln Bild behält ihre frühere.</numerusform>
            <numerusform>Die Cloud gab keine Antwort ({cause}); %Ln Bilder behalten ihre früheren.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) could not be read again; the former answer(s) stay</source>
        <translation>
            <numerusform>%Ln Bild ließ sich nicht noch einmal lesen; die frühere Antwort bleibt</numerusform>
            <numerusform>%Ln Bilder ließen sich nicht noch einmal lesen; die früheren Antworten bleiben</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>http:// is for this machine alone; use https://</source>
        <translation>http:// gilt nur für diesen Rechner; verwenden Sie https://</translation>
    </message>
    <message>
        <source>an endpoint&apos;s address looks like https://example.com or, on this machine, http://localhost:8080</source>
        <translation>die Adresse eines Endpunkts sieht aus wie https://example.com oder, auf diesem Gerät, http://localhost:8080</translation>
    </message>
    <message>
        <source>the name or the port in the endpoint&apos;s address is wrong</source>
        <translation>der Name oder der Port in der Adresse des Endpunkts ist falsch</translation>
    </message>
    <message>
        <source>the endpoint&apos;s address may hold no blanks, no backslashes and no letters beyond a to z</source>
        <translation>die Adresse des Endpunkts darf keine Leerzeichen, keine umgekehrten Schrägstriche und keine Buchstaben außer a bis z enthalten</translation>
    </message>
    <message>
        <source>the endpoint&apos;s address may hold neither ? nor #</source>
        <translation>die Adresse des Endpunkts darf weder ? noch # enthalten</translation>
    </message>
    <message>
        <source>the endpoint&apos;s address may hold no name and no password; a key is given apart from it (PETSIGHT_API_KEY)</source>
        <translation>die Adresse des Endpunkts darf weder Namen noch Passwort enthalten; ein Schlüssel wird getrennt davon angegeben (PETSIGHT_API_KEY)</translation>
    </message>
    <message>
        <source>this system has no key store; set PETSIGHT_API_KEY before you start the app</source>
        <translation>dieses System hat keinen Schlüsselspeicher; setzen Sie PETSIGHT_API_KEY, bevor Sie das Programm starten</translation>
    </message>
    <message>
        <source>the system&apos;s key store is locked</source>
        <translation>der Schlüsselspeicher des Systems ist gesperrt</translation>
    </message>
    <message>
        <source>the system&apos;s key store does not answer</source>
        <translation>der Schlüsselspeicher des Systems antwortet nicht</translation>
    </message>
    <message>
        <source>nothing answers at the endpoint&apos;s address</source>
        <translation>unter der Adresse des Endpunkts antwortet nichts</translation>
    </message>
    <message>
        <source>the endpoint&apos;s name cannot be resolved</source>
        <translation>der Name des Endpunkts lässt sich nicht auflösen</translation>
    </message>
    <message>
        <source>the endpoint did not answer in time</source>
        <translation>der Endpunkt hat nicht rechtzeitig geantwortet</translation>
    </message>
    <message>
        <source>the connection to the endpoint broke</source>
        <translation>die Verbindung zum Endpunkt ist abgebrochen</translation>
    </message>
    <message>
        <source>the endpoint asks for a key (PETSIGHT_API_KEY) or a signature</source>
        <translation>der Endpunkt verlangt einen Schlüssel (PETSIGHT_API_KEY) oder eine Signatur</translation>
    </message>
    <message>
        <source>the endpoint refuses this key or signature</source>
        <translation>der Endpunkt lehnt diesen Schlüssel oder diese Signatur ab</translation>
    </message>
    <message>
        <source>the endpoint failed</source>
        <translation>der Endpunkt hat versagt</translation>
    </message>
    <message>
        <source>there is no petsight endpoint at this address</source>
        <translation>unter dieser Adresse ist kein petsight-Endpunkt</translation>
    </message>
    <message>
        <source>this device answers instead</source>
        <translation>dieses Gerät antwortet stattdessen</translation>
    </message>
    <message>
        <source>no endpoint is set up that could be asked</source>
        <translation>es ist kein Endpunkt eingerichtet, der gefragt werden könnte</translation>
    </message>
    <message>
        <source>no model is loaded</source>
        <translation>es ist kein Modell geladen</translation>
    </message>
    <message>
        <source>the endpoint finds the picture too large</source>
        <translation>dem Endpunkt ist das Bild zu groß</translation>
    </message>
    <message>
        <source>the endpoint does not take this kind of picture</source>
        <translation>der Endpunkt nimmt diese Art von Bild nicht an</translation>
    </message>
    <message>
        <source>the endpoint cannot read the picture</source>
        <translation>der Endpunkt kann das Bild nicht lesen</translation>
    </message>
    <message>
        <source>the endpoint is asked too often</source>
        <translation>der Endpunkt wird zu oft gefragt</translation>
    </message>
    <message>
        <source>the endpoint asked to be left alone for a while</source>
        <translation>der Endpunkt bat darum, eine Weile nicht gefragt zu werden</translation>
    </message>
    <message>
        <source>the endpoint failed several times in a row and is left alone for a while</source>
        <translation>der Endpunkt hat mehrmals hintereinander versagt und wird eine Weile nicht gefragt</translation>
    </message>
    <message>
        <source>the endpoint was busy with other pictures all the time</source>
        <translation>der Endpunkt war die ganze Zeit mit anderen Bildern beschäftigt</translation>
    </message>
    <message>
        <source>the endpoint cannot be asked</source>
        <translation>der Endpunkt kann nicht gefragt werden</translation>
    </message>
    <message>
        <source>the endpoint keeps changing its model</source>
        <translation>der Endpunkt wechselt immer wieder sein Modell</translation>
    </message>
    <message>
        <source>the endpoint needs a newer petsight</source>
        <translation>der Endpunkt verlangt ein neueres petsight</translation>
    </message>
    <message>
        <source>the endpoint&apos;s answer is not JSON</source>
        <translation>die Antwort des Endpunkts ist kein JSON</translation>
    </message>
    <message>
        <source>the endpoint&apos;s answer is malformed</source>
        <translation>die Antwort des Endpunkts ist fehlerhaft</translation>
    </message>
    <message>
        <source>the endpoint&apos;s certificate cannot be trusted: {}</source>
        <translation>dem Zertifikat des Endpunkts ist nicht zu trauen: {}</translation>
    </message>
    <message>
        <source>no secure connection to the endpoint can be made</source>
        <translation>zum Endpunkt kommt keine sichere Verbindung zustande</translation>
    </message>
    <message>
        <source>the endpoint does not speak https</source>
        <translation>der Endpunkt spricht kein https</translation>
    </message>
    <message>
        <source>on this machine, http:// may be meant</source>
        <translation>auf diesem Gerät ist vielleicht http:// gemeint</translation>
    </message>
    <message>
        <source>the connection to the endpoint was closed</source>
        <translation>die Verbindung zum Endpunkt wurde geschlossen</translation>
    </message>
    <message>
        <source>the proxy cannot be reached or refuses</source>
        <translation>der Proxy ist nicht erreichbar oder lehnt ab</translation>
    </message>
    <message>
        <source>complete, for this petsight</source>
        <translation>vollständig und für dieses petsight</translation>
    </message>
    <message>
        <source>{} of {} answered</source>
        <translation>{} von {} beantwortet</translation>
    </message>
    <message>
        <source>nothing to compare</source>
        <translation>nichts zu vergleichen</translation>
    </message>
    <message>
        <source>every score is the same</source>
        <translation>jeder Wert ist gleich</translation>
    </message>
    <message>
        <source>scores at most {} apart</source>
        <translation>Werte höchstens {} auseinander</translation>
    </message>
    <message>
        <source>it claims this device&apos;s model with other labels</source>
        <translation>er nennt das Modell dieses Geräts, aber andere Labels</translation>
    </message>
    <message>
        <source>{} of {} drawn test pictures answered as by this device&apos;s {}; {} is another model and may differ</source>
        <translation>{} von {} gezeichneten Testbildern beantwortet wie von {} auf diesem Gerät; {} ist ein anderes Modell und darf abweichen</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>diese Datei gibt es nicht</translation>
    </message>
    <message>
        <source>this link points to a file that does not exist</source>
        <translation>diese Verknüpfung zeigt auf eine Datei, die es nicht gibt</translation>
    </message>
    <message>
        <source>this is not a possible file name</source>
        <translation>so kann keine Datei heißen</translation>
    </message>
    <message>
        <source>this is a socket or a device, not a picture file</source>
        <translation>das ist ein Socket oder ein Gerät, keine Bilddatei</translation>
    </message>
    <message>
        <source>the file cannot be read</source>
        <translation>die Datei kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>die Datei ist leer</translation>
    </message>
    <message>
        <source>this is not a picture</source>
        <translation>das ist kein Bild</translation>
    </message>
    <message>
        <source>the picture is cut short or damaged</source>
        <translation>das Bild ist abgeschnitten oder beschädigt</translation>
    </message>
    <message>
        <source>{} files are not supported</source>
        <translation>{}-Dateien werden nicht unterstützt</translation>
    </message>
    <message>
        <source>pictures with pixels of type {} are not supported</source>
        <translation>Bilder mit Pixeln der Art {} werden nicht unterstützt</translation>
    </message>
    <message>
        <source>save this one as JPEG or PNG</source>
        <translation>speichern Sie es als JPEG oder PNG</translation>
    </message>
    <message>
        <source>the file is larger than the limit of {} MB</source>
        <translation>die Datei ist größer als die erlaubten {} MB</translation>
    </message>
    <message>
        <source>the picture has more than {} megapixels</source>
        <translation>das Bild hat mehr als {} Megapixel</translation>
    </message>
    <message>
        <source>this JPEG has more than {} scans</source>
        <translation>dieses JPEG hat mehr als {} Durchgänge</translation>
    </message>
    <message>
        <source>the picture&apos;s file is cut into too many pieces</source>
        <translation>die Datei des Bildes ist in zu viele Stücke zerteilt</translation>
    </message>
    <message>
        <source>there is too little memory for this picture</source>
        <translation>für dieses Bild reicht der Speicher nicht</translation>
    </message>
    <message>
        <source>petsight made a mistake with this picture</source>
        <translation>petsight hat bei diesem Bild einen Fehler gemacht</translation>
    </message>
    <message>
        <source>the log file has the details</source>
        <translation>Näheres steht in der Protokolldatei</translation>
    </message>
    <message>
        <source>write the whole path of the folder, such as {}</source>
        <translation>schreiben Sie den ganzen Pfad des Ordners, etwa {}</translation>
    </message>
    <message>
        <source>there is no such file any more</source>
        <translation>diese Datei gibt es nicht mehr</translation>
    </message>
    <message>
        <source>this is a link to a file, which can be copied, not moved</source>
        <translation>das ist eine Verknüpfung mit einer Datei; sie lässt sich kopieren, nicht verschieben</translation>
    </message>
    <message>
        <source>it has changed since it was sorted</source>
        <translation>sie hat sich seit dem Sortieren geändert</translation>
    </message>
    <message>
        <source>it or its original has changed since it was sorted</source>
        <translation>sie oder ihr Original hat sich seit dem Sortieren geändert</translation>
    </message>
    <message>
        <source>its original is gone, and the last copy stays</source>
        <translation>ihr Original gibt es nicht mehr, und die letzte Kopie bleibt</translation>
    </message>
    <message>
        <source>another file lies where it was</source>
        <translation>wo sie war, liegt eine andere Datei</translation>
    </message>
    <message>
        <source>The settings could not be read; all of them are as at first.</source>
        <translation>Die Einstellungen ließen sich nicht lesen; alle sind wie am Anfang.</translation>
    </message>
    <message>
        <source>the settings cannot be saved</source>
        <translation>die Einstellungen lassen sich nicht speichern</translation>
    </message>
    <message>
        <source>The last session was damaged and could not be opened; this is a new one.</source>
        <translation>Die letzte Sitzung war beschädigt und ließ sich nicht öffnen; dies ist eine neue.</translation>
    </message>
    <message>
        <source>the last session cannot be read</source>
        <translation>die letzte Sitzung lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>the session cannot be saved: its folder or disk cannot be written</source>
        <translation>die Sitzung lässt sich nicht speichern: Ihr Ordner oder Datenträger ist nicht beschreibbar</translation>
    </message>
    <message>
        <source>the picture cannot be kept</source>
        <translation>das Bild lässt sich nicht aufbewahren</translation>
    </message>
    <message>
        <source>the picture is not there any more</source>
        <translation>das Bild ist nicht mehr da</translation>
    </message>
    <message>
        <source>the correction cannot be kept</source>
        <translation>die Korrektur lässt sich nicht aufbewahren</translation>
    </message>
    <message>
        <source>the corrections cannot be deleted</source>
        <translation>die Korrekturen lassen sich nicht löschen</translation>
    </message>
    <message>
        <source>the picture has changed since it was answered</source>
        <translation>das Bild hat sich seit der Antwort geändert</translation>
    </message>
    <message>
        <source>let it be answered again first</source>
        <translation>lassen Sie es erst neu beantworten</translation>
    </message>
    <message>
        <source>this picture was not read yet</source>
        <translation>dieses Bild wurde noch nicht gelesen</translation>
    </message>
    <message>
        <source>nothing was sorted that could be brought back</source>
        <translation>es wurde nichts sortiert, was sich rückgängig machen ließe</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>; </source>
        <translation>; </translation>
    </message>
    <message>
        <source>Neither</source>
        <translation>Keins</translation>
    </message>
    <message>
        <source>Not sure</source>
        <translation>Nicht sicher</translation>
    </message>
    <message>
        <source>Not sure: {likely} ({percent}), but {other} is not ruled out ({doubt})</source>
        <translation>Nicht sicher: {likely} ({percent}), aber {other} ist nicht ausgeschlossen ({doubt})</translation>
    </message>
    <message>
        <source>Not sure: looks like a cat ({percent})</source>
        <translation>Nicht sicher: sieht nach einer Katze aus ({percent})</translation>
    </message>
    <message>
        <source>Not sure: looks like a dog ({percent})</source>
        <translation>Nicht sicher: sieht nach einem Hund aus ({percent})</translation>
    </message>
    <message>
        <source>Not sure: looks like “{label}” ({percent})</source>
        <translation>Nicht sicher: sieht nach „{label}“ aus ({percent})</translation>
    </message>
    <message>
        <source>Cloud</source>
        <translation>Cloud</translation>
    </message>
    <message>
        <source>This device</source>
        <translation>Dieses Gerät</translation>
    </message>
    <message>
        <source>The device was not sure; the cloud answered</source>
        <translation>Das Gerät war sich nicht sicher; die Cloud hat geantwortet</translation>
    </message>
    <message>
        <source>The device could not answer; the cloud did</source>
        <translation>Das Gerät konnte nicht antworten; die Cloud hat geantwortet</translation>
    </message>
    <message>
        <source>Not confirmed by the cloud ({cause})</source>
        <translation>Von der Cloud nicht bestätigt ({cause})</translation>
    </message>
    <message>
        <source>Cloud unreachable ({cause}), answered on this device</source>
        <translation>Cloud nicht erreichbar ({cause}), auf diesem Gerät beantwortet</translation>
    </message>
    <message>
        <source>The cloud gave no answer ({cause}), this device did</source>
        <translation>Die Cloud gab keine Antwort ({cause}), auf diesem Gerät beantwortet</translation>
    </message>
    <message>
        <source>Nothing to compare: one side gave no answer</source>
        <translation>Nichts zu vergleichen: Eine Seite gab keine Antwort</translation>
    </message>
    <message>
        <source>Device and cloud agree</source>
        <translation>Gerät und Cloud stimmen überein</translation>
    </message>
    <message>
        <source>Device and cloud disagree</source>
        <translation>Gerät und Cloud widersprechen sich</translation>
    </message>
    <message>
        <source>neither</source>
        <translation>keins</translation>
    </message>
    <message>
        <source>Corrected: {labels}</source>
        <translation>Korrigiert: {labels}</translation>
    </message>
    <message>
        <source>cat</source>
        <translation>Katze</translation>
    </message>
    <message>
        <source>dog</source>
        <translation>Hund</translation>
    </message>
    <message>
        <source>a cat</source>
        <translation>eine Katze</translation>
    </message>
    <message>
        <source>a dog</source>
        <translation>ein Hund</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>Auto</translation>
    </message>
    <message>
        <source>Answers on this device. Nothing is uploaded.</source>
        <translation>Antwortet auf diesem Gerät. Nichts wird hochgeladen.</translation>
    </message>
    <message>
        <source>Answers on this device; uploads only pictures that it is not sure about.</source>
        <translation>Antwortet auf diesem Gerät; lädt nur Bilder hoch, bei denen es sich nicht sicher ist.</translation>
    </message>
    <message>
        <source>Uploads every picture to the endpoint; this device steps in where that fails.</source>
        <translation>Lädt jedes Bild zum Endpunkt hoch; scheitert das, springt dieses Gerät ein.</translation>
    </message>
    <message>
        <source>Endpoint off</source>
        <translation>Endpunkt aus</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Wird geprüft…</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Ready ({time})</source>
        <translation>Bereit ({time})</translation>
    </message>
    <message>
        <source>Unreachable</source>
        <translation>Nicht erreichbar</translation>
    </message>
    <message>
        <source>Unreachable since {time}</source>
        <translation>Offline seit {time}</translation>
    </message>
    <message>
        <source>No endpoint is used. Click to set one up.</source>
        <translation>Kein Endpunkt wird benutzt. Klicken, um einen einzurichten.</translation>
    </message>
    <message>
        <source>Cause: {cause}. It is asked again by and by.</source>
        <translation>Ursache: {cause}. Er wird von Zeit zu Zeit wieder gefragt.</translation>
    </message>
    <message>
        <source>Click for the endpoint&apos;s settings.</source>
        <translation>Klicken für die Einstellungen des Endpunkts.</translation>
    </message>
    <message>
        <source>Model {model}. Click for settings.</source>
        <translation>Modell {model}. Klicken für die Einstellungen.</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>no connection</source>
        <translation>keine Verbindung</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>Zeit überschritten</translation>
    </message>
    <message>
        <source>asked too often</source>
        <translation>zu oft gefragt</translation>
    </message>
    <message>
        <source>key not accepted</source>
        <translation>Schlüssel nicht angenommen</translation>
    </message>
    <message>
        <source>picture not accepted</source>
        <translation>Bild nicht angenommen</translation>
    </message>
    <message>
        <source>error at the endpoint</source>
        <translation>Fehler beim Endpunkt</translation>
    </message>
    <message>
        <source>no secure connection</source>
        <translation>keine sichere Verbindung</translation>
    </message>
    <message>
        <source>answer not understood</source>
        <translation>Antwort nicht verstanden</translation>
    </message>
    <message>
        <source>failed repeatedly, left alone for a moment</source>
        <translation>mehrmals gescheitert, kurz in Ruhe gelassen</translation>
    </message>
    <message>
        <source>no usable model there</source>
        <translation>dort kein brauchbares Modell</translation>
    </message>
    <message>
        <source>cause unknown</source>
        <translation>Ursache unbekannt</translation>
    </message>
    <message>
        <source>The cloud gave no answer ({cause})</source>
        <translation>Die Cloud gab keine Antwort ({cause})</translation>
    </message>
    <message>
        <source>There is no such file</source>
        <translation>Diese Datei gibt es nicht</translation>
    </message>
    <message>
        <source>This is not a file</source>
        <translation>Das ist keine Datei</translation>
    </message>
    <message>
        <source>The file may not be read</source>
        <translation>Die Datei darf nicht gelesen werden</translation>
    </message>
    <message>
        <source>The disk or the network failed while reading</source>
        <translation>Beim Lesen versagte der Datenträger oder das Netz</translation>
    </message>
    <message>
        <source>The file is empty</source>
        <translation>Die Datei ist leer</translation>
    </message>
    <message>
        <source>This is not a picture</source>
        <translation>Das ist kein Bild</translation>
    </message>
    <message>
        <source>This kind of file cannot be read</source>
        <translation>Diese Art Datei kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>The picture is cut short or damaged</source>
        <translation>Das Bild ist abgeschnitten oder beschädigt</translation>
    </message>
    <message>
        <source>The picture is too large</source>
        <translation>Das Bild ist zu groß</translation>
    </message>
    <message>
        <source>The file did not arrive in time</source>
        <translation>Die Datei kam nicht rechtzeitig an</translation>
    </message>
    <message>
        <source>Something unexpected went wrong</source>
        <translation>Etwas Unerwartetes ist schiefgegangen</translation>
    </message>
    <message>
        <source>The picture cannot be fetched from the web</source>
        <translation>Das Bild ist im Web nicht zu bekommen</translation>
    </message>
    <message>
        <source>The endpoint&apos;s settings cannot be used</source>
        <translation>Die Einstellungen des Endpunkts sind unbrauchbar</translation>
    </message>
    <message>
        <source>The model could not be run</source>
        <translation>Das Modell ließ sich nicht ausführen</translation>
    </message>
    <message>
        <source>No TFLite runtime is installed</source>
        <translation>Es ist keine TFLite-Laufzeit installiert</translation>
    </message>
    <message>
        <source>Put it there and try again, or remove it from here.</source>
        <translation>Legen Sie sie dorthin und versuchen Sie es noch einmal, oder entfernen Sie das Bild hier.</translation>
    </message>
    <message>
        <source>Add the folder instead, or a file in it.</source>
        <translation>Fügen Sie stattdessen den Ordner oder eine Datei darin hinzu.</translation>
    </message>
    <message>
        <source>Allow reading it and try again.</source>
        <translation>Erlauben Sie das Lesen und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Check the drive or the connection and try again.</source>
        <translation>Prüfen Sie das Laufwerk oder die Verbindung und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Save it as JPEG or PNG and add that file.</source>
        <translation>Speichern Sie das Bild als JPEG oder PNG und fügen Sie diese Datei hinzu.</translation>
    </message>
    <message>
        <source>Copy it again from where it came from.</source>
        <translation>Kopieren Sie es noch einmal von dort, woher es kam.</translation>
    </message>
    <message>
        <source>If it should be one, copy it again; else remove it from the list.</source>
        <translation>Soll es eines sein, kopieren Sie es noch einmal; sonst entfernen Sie es aus der Liste.</translation>
    </message>
    <message>
        <source>Up to 200 MB and 50 megapixels work; save a smaller copy and add that.</source>
        <translation>Möglich sind bis zu 200 MB und 50 Megapixel; speichern Sie eine kleinere Kopie und fügen Sie diese hinzu.</translation>
    </message>
    <message>
        <source>Choose another model file.</source>
        <translation>Wählen Sie eine andere Modelldatei.</translation>
    </message>
    <message>
        <source>Install petsight anew.</source>
        <translation>Installieren Sie petsight neu.</translation>
    </message>
    <message>
        <source>Check the endpoint&apos;s settings.</source>
        <translation>Prüfen Sie die Einstellungen des Endpunkts.</translation>
    </message>
    <message>
        <source>Ask this device instead.</source>
        <translation>Lassen Sie stattdessen dieses Gerät antworten.</translation>
    </message>
    <message>
        <source>Try again later, or answer on this device.</source>
        <translation>Versuchen Sie es später noch einmal, oder lassen Sie dieses Gerät antworten.</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
    <message>
        <source>{number} pictures a second</source>
        <translation>{number} Bilder pro Sekunde</translation>
    </message>
</context>
</TS>
