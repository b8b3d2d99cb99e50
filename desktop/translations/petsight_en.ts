<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>Announcer</name>
    <message numerus="yes">
        <source>%Ln new answer(s)</source>
        <translation>
            <numerusform>%Ln new answer</numerusform>
            <numerusform>%Ln new answers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Corrector</name>
    <message numerus="yes">
        <source>{said}. The filter hides %Ln picture(s) now.</source>
        <translation>
            <numerusform>{said}. The filter hides %Ln picture now.</numerusform>
            <numerusform>{said}. The filter hides %Ln pictures now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ForgetDialog</name>
    <message numerus="yes">
        <source>Forget %Ln picture(s) and their answers?</source>
        <translation>
            <numerusform>Forget %Ln picture and its answer?</numerusform>
            <numerusform>Forget %Ln pictures and their answers?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pasted or fetched picture(s) exist only here and are deleted.</source>
        <translation>
            <numerusform>%Ln pasted or fetched picture exists only here and is deleted.</numerusform>
            <numerusform>%Ln pasted or fetched pictures exist only here and are deleted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HiddenNews</name>
    <message numerus="yes">
        <source>%Ln picture(s) added. The filter shows only those that match.</source>
        <translation>
            <numerusform>%Ln picture added. The filter shows only those that match.</numerusform>
            <numerusform>%Ln pictures added. The filter shows only those that match.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message numerus="yes">
        <source>%Ln earlier message(s)</source>
        <translation>
            <numerusform>%Ln earlier message</numerusform>
            <numerusform>%Ln earlier messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Removal</name>
    <message numerus="yes">
        <source>%Ln picture(s) removed from the list. The files are untouched.</source>
        <translation>
            <numerusform>%Ln picture removed from the list. The file is untouched.</numerusform>
            <numerusform>%Ln pictures removed from the list. The files are untouched.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SortDialog</name>
    <message numerus="yes">
        <source>%Ln picture(s) without an answer stay where they are.</source>
        <translation>
            <numerusform>%Ln picture without an answer stays where it is.</numerusform>
            <numerusform>%Ln pictures without an answer stay where they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Would move %Ln picture(s):</source>
        <translation>
            <numerusform>Would move %Ln picture:</numerusform>
            <numerusform>Would move %Ln pictures:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Would copy %Ln picture(s):</source>
        <translation>
            <numerusform>Would copy %Ln picture:</numerusform>
            <numerusform>Would copy %Ln pictures:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) sorted.</source>
        <translation>
            <numerusform>%Ln picture sorted.</numerusform>
            <numerusform>%Ln pictures sorted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln were there already.</source>
        <translation>
            <numerusform>%Ln was there already.</numerusform>
            <numerusform>%Ln were there already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln stayed where they were:</source>
        <translation>
            <numerusform>%Ln stayed where it was:</numerusform>
            <numerusform>%Ln stayed where they were:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SwitchOffer</name>
    <message numerus="yes">
        <source>%Ln picture(s) have this device&apos;s answer.</source>
        <translation>
            <numerusform>%Ln picture has this device&apos;s answer.</numerusform>
            <numerusform>%Ln pictures have this device&apos;s answer.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UndoDialog</name>
    <message numerus="yes">
        <source>%Ln picture(s) moved back.</source>
        <translation>
            <numerusform>%Ln picture moved back.</numerusform>
            <numerusform>%Ln pictures moved back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln copies removed.</source>
        <translation>
            <numerusform>%Ln copy removed.</numerusform>
            <numerusform>%Ln copies removed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln stayed where sorting put them:</source>
        <translation>
            <numerusform>%Ln stayed where sorting put it:</numerusform>
            <numerusform>%Ln stayed where sorting put them:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Counts</name>
    <message numerus="yes">
        <source>%Ln picture(s)</source>
        <translation>
            <numerusform>%Ln picture</numerusform>
            <numerusform>%Ln pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) selected</source>
        <translation>
            <numerusform>%Ln picture selected</numerusform>
            <numerusform>%Ln pictures selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) wait for an answer</source>
        <translation>
            <numerusform>%Ln picture waits for an answer</numerusform>
            <numerusform>%Ln pictures wait for an answer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) could not be answered</source>
        <translation>
            <numerusform>%Ln picture could not be answered</numerusform>
            <numerusform>%Ln pictures could not be answered</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The cloud gave no answer ({cause}); %Ln picture(s) keep its former one(s).</source>
        <translation>
            <numerusform>The cloud gave no answer ({cause}); %Ln picture keeps its former one.</numerusform>
            <numerusform>The cloud gave no answer ({cause}); %Ln pictures keep its former ones.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) could not be read again; the former answer(s) stay</source>
        <translation>
            <numerusform>%Ln picture could not be read again; its answer is the former one</numerusform>
            <numerusform>%Ln pictures could not be read again; their answers are the former ones</numerusform>
        </translation>
    </message>
</context>
</TS>
